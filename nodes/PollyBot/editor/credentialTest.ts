import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { sendOnce } from '../pollybot/attempt';
import { PollyBotClient } from '../pollybot/client';
import { readConnection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import { isNotFound } from '../pollybot/failure';
import { isPathSegment } from '../pollybot/paths';
import { credentialTestTransport } from '../pollybot/transport';
import { explainLookUp } from '../messages/explain';
import { BAD_CREDENTIALS } from '../messages/sentences';
import { messageOf } from '../result';

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
	if (!opened.ok) return rejectCredential(BAD_CREDENTIALS[opened.error]);
	const { baseUrl, apiKey, chatbotId } = opened.value;
	if (chatbotId !== '' && !isPathSegment(chatbotId)) {
		return rejectCredential("The 'Chatbot ID' is not a valid ID. Copy it from PollyBot, or leave the field empty.");
	}
	const scope = chatbotId === '' ? 'workspace' : { chatbotId };
	const client = new PollyBotClient(
		credentialTestTransport(this, opened.value, new Deadlines(TIMEOUT)),
		sendOnce,
		Date.now,
	);
	const tested = await client.listLeads(scope, { limit: 1 }).catch(tellFault);
	if ('status' in tested) return tested;
	const { value } = tested;
	if (value?.ok) return { status: 'OK', message: 'Connection successful!' };
	const failure = value?.error ?? { code: 'CANCELLED' };
	if (chatbotId !== '' && isNotFound(failure)) return rejectCredential(UNKNOWN_CHATBOT);
	return rejectCredential(explainLookUp(failure, { baseUrl, scope, timeout: TIMEOUT }, apiKey));
}

function rejectCredential(message: string): INodeCredentialTestResult {
	return { status: 'Error', message };
}

/** What n8n's helper gave is no response, or the package has a fault: the credential may be right. */
function tellFault(error: unknown): INodeCredentialTestResult {
	return rejectCredential(
		`A fault inside the PollyBot node stopped the test; the credential is not to blame. Please report the fault: ${messageOf(error)}`,
	);
}
