import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { sendOnce } from '../pollybot/attempt';
import { PollyBotClient } from '../pollybot/client';
import { readConnection } from '../pollybot/connection';
import { isNotFound } from '../pollybot/failure';
import { isPathSegment } from '../pollybot/paths';
import { requestTransport } from '../pollybot/requestTransport';
import { explainCredential, explainLookUp } from '../messages/explain';

const TIMEOUT = 30_000;

const UNKNOWN_CHATBOT =
	"PollyBot does not know the chatbot in 'Chatbot ID'. Copy its ID again, or leave the field empty.";

/**
 * Tests a PollyBot API credential: reads one lead as the nodes do, of its chatbot or of the workspace, and accepts only the
 * API's own response. Nothing is created.
 */
export async function testPollyBotApi(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const opened = readConnection(data);
	if (!opened.ok) return refuse(explainCredential(opened.error));
	const { baseUrl, apiKey, chatbotId } = opened.value;
	if (chatbotId !== '' && !isPathSegment(chatbotId)) {
		return refuse("The 'Chatbot ID' is not a valid ID. Copy it from PollyBot, or leave the field empty.");
	}
	const scope = chatbotId === '' ? 'workspace' : { chatbotId };
	const client = new PollyBotClient(requestTransport(this, opened.value, TIMEOUT), sendOnce, Date.now);
	const { value } = await client.listLeads(scope, { limit: 1 });
	if (value?.ok) return { status: 'OK', message: 'Connection successful!' };
	const failure = value?.error ?? { code: 'CANCELLED' };
	if (chatbotId !== '' && isNotFound(failure)) return refuse(UNKNOWN_CHATBOT);
	return refuse(explainLookUp(failure, { baseUrl, scope, timeout: TIMEOUT }, apiKey));
}

function refuse(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}
