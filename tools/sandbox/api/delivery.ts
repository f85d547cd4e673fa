import axios from 'axios';
import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** How a delivery is tried again. */
export interface DeliveryTiming {
	/** How often it is tried in all; 5 if absent. */
	attempts?: number;
	/** Milliseconds before the second attempt, doubled before each further one; 1000 if absent. */
	firstDelayMs?: number;
	/** How long an answer is waited for; 30,000 ms if absent. */
	timeoutMs?: number;
}

/** One call of a webhook's URL. */
export interface DeliveryAttempt {
	/** When it was made, in ms since the epoch. */
	at: number;
	/** The answer's status, if there was an answer. */
	status?: number;
	/** Why there was no response: the system's code, such as ECONNREFUSED. */
	error?: string;
}

/** What one webhook was told of one lead. */
export interface Delivery {
	webhookId: string;
	url: string;
	leadId: string;
	/** Exactly what was sent. */
	body: string;
	/** The header `X-Webhook-Signature`. */
	signature: string;
	state: 'pending' | 'delivered' | 'failed';
	attempts: DeliveryAttempt[];
}

/** The value of the header `X-Webhook-Signature` (page Webhooks): HMAC-SHA256 over the raw body. */
export function signatureOf(body: string | Buffer, secret: string): string {
	return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Sends a delivery until an answer with a status of 2xx comes: with exponential backoff, as the page Webhooks says. It
 * never throws, and writes down each attempt as soon as its end is known.
 */
export async function deliver(delivery: Delivery, timing: DeliveryTiming, signal: AbortSignal): Promise<void> {
	const { attempts = 5, firstDelayMs = 1000, timeoutMs = 30_000 } = timing;
	for (let made = 0; made < attempts; made += 1) {
		if (made > 0) await wait(firstDelayMs * 2 ** (made - 1), undefined, { signal }).catch(() => undefined);
		if (signal.aborted) return;
		const attempt = await call(delivery, timeoutMs, signal);
		delivery.attempts.push(attempt);
		if (attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300) {
			delivery.state = 'delivered';
			return;
		}
	}
	delivery.state = 'failed';
}

async function call(
	{ url, body, signature }: Delivery,
	timeoutMs: number,
	signal: AbortSignal,
): Promise<DeliveryAttempt> {
	const at = Date.now();
	try {
		// Sent as bytes: axios would parse and rewrite JSON text.
		const { status } = await axios.post(url, Buffer.from(body), {
			headers: { 'Content-Type': 'application/json', 'X-Webhook-Signature': signature },
			timeout: timeoutMs,
			signal,
			maxRedirects: 0,
			proxy: false,
			validateStatus: () => true,
		});
		return { at, status };
	} catch (error) {
		return { at, error: (axios.isAxiosError(error) ? error.code : undefined) ?? String(error) };
	}
}
