import { createHmac, timingSafeEqual } from 'node:crypto';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether PollyBot signed these bytes: HMAC-SHA256 over the raw body, compared in constant time. It never throws, and
 * fails closed: without a secret nothing is signed. Source: PollyBot Leads API v1.0, Webhooks.
 *
 * @param body the bytes as they came; text that was parsed and written again has other bytes
 * @param header the value of `X-Webhook-Signature`. A header that came twice is one text with a comma, or a list: no
 * signature either way.
 */
export function isSigned(body: Uint8Array, header: unknown, secret: string): boolean {
	if (secret === '' || typeof header !== 'string') return false;
	const given = SIGNATURE.exec(header.trim())?.[1];
	if (given === undefined) return false;
	const right = createHmac('sha256', secret).update(body).digest();
	return timingSafeEqual(right, Buffer.from(given, 'hex'));
}
