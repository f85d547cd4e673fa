import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { z } from 'zod';
import { readSettings } from './settings';
import { judge } from './verdict';

/** n8n's request as far as it is needed: the body is read on demand, and is then in `rawBody`. */
const readerSchema = z.object({
	readRawBody: z.custom<() => Promise<unknown>>((value) => typeof value === 'function'),
});

const readSchema = z.object({ rawBody: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });

const failureSchema = z.object({ status: z.literal(413) });

const UNREADABLE = { 400: 'The body cannot be read.', 413: 'The body is larger than this n8n allows.' } as const;

/**
 * Takes one call of the webhook. A rejected one gets its response here and starts nothing; for the others n8n responds with 200, and
 * for one that starts the workflow as soon as it has recorded the execution.
 */
export async function respond(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = await readSettings(node);
	const body = await readRawBody(node.getRequestObject());
	if (typeof body === 'number') return reject(node, body, UNREADABLE[body]);
	const verdict = judge({ body, signature: node.getHeaderData()['x-webhook-signature'] }, settings);
	switch (verdict.outcome) {
		case 'start':
			return { workflowData: [[{ json: verdict.json }]] };
		case 'ignore':
			return { webhookResponse: { message: verdict.message } };
		case 'reject':
			return reject(node, verdict.status, verdict.message);
	}
}

/**
 * The bytes of a request as they came (a compressed body unpacked), whatever n8n's parser made of them.
 *
 * @returns the status that says why they cannot be read, if so
 */
export async function readRawBody(request: unknown): Promise<Uint8Array | keyof typeof UNREADABLE> {
	try {
		await readerSchema.parse(request).readRawBody();
		return readSchema.parse(request).rawBody;
	} catch (error) {
		// Broken off on the way, not what Content-Encoding promises, or above n8n's N8N_PAYLOAD_SIZE_MAX.
		return failureSchema.safeParse(error).success ? 413 : 400;
	}
}

/** Nothing of a rejected call shows up in n8n but this line of its log. */
function reject(node: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	node.logger.warn(`PollyBot Trigger rejected a call with ${status}: ${message}`);
	node.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
