import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readRawBody } from './request';
import { readSettings } from './settings';
import { judge } from './verdict';

const UNREADABLE = { 400: 'The body cannot be read.', 413: 'The body is larger than this n8n allows.' } as const;

/**
 * Takes one call of the webhook. A refused one is answered here and starts nothing; for the others n8n answers 200, and
 * for one that starts the workflow as soon as it has recorded the run.
 */
export async function respond(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	const settings = await readSettings(node);
	const { body, status } = await readRawBody(node.getRequestObject());
	if (!body) return refuse(node, status, UNREADABLE[status]);
	const verdict = judge({ body, signature: node.getHeaderData()['x-webhook-signature'] }, settings);
	switch (verdict.outcome) {
		case 'start':
			return { workflowData: [[{ json: verdict.json }]] };
		case 'ignore':
			return { webhookResponse: { message: verdict.message } };
		case 'refuse':
			return refuse(node, verdict.status, verdict.message);
	}
}

/** Nothing of a refused call shows up in n8n but this line of its log. */
function refuse(node: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	node.logger.warn(`PollyBot Trigger refused a call with ${status}: ${message}`);
	node.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}
