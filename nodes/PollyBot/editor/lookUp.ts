import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { explainLookUp } from '../messages/explain';
import { BAD_CREDENTIALS } from '../messages/sentences';
import { redactFailure, nodeError } from '../messages/failure';
import { sendOnce } from '../pollybot/attempt';
import { PollyBotClient } from '../pollybot/client';
import { readConnection, type Connection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import type { LeadPage } from '../pollybot/envelope';
import { type ListQuery, type Scope, isPathSegment } from '../pollybot/paths';
import { CREDENTIAL, n8nTransport } from '../pollybot/transport';
import { strip } from '../text';

const TIMEOUT = 30_000;

/** PollyBot, asked while a person fills in a panel. */
export interface LookUp {
	readonly connection: Connection;
	/** @throws NodeOperationError with a sentence that the editor shows instead of the list */
	readonly list: (scope: Scope, query: ListQuery & { readonly limit: number }) => Promise<LeadPage>;
	/** Makes the error with a sentence. */
	readonly reject: (message: string) => ReturnType<typeof nodeError>;
}

/** @throws NodeOperationError when the credential cannot be used */
export async function openLookUp(node: ILoadOptionsFunctions): Promise<LookUp> {
	const credential = await node.getCredentials(CREDENTIAL);
	const opened = readConnection(credential);
	if (!opened.ok) throw nodeError(node, { message: BAD_CREDENTIALS[opened.error] });
	const connection = opened.value;
	const { apiKey, baseUrl } = connection;
	const reject = (message: string) => nodeError(node, redactFailure({ message }, apiKey));
	const transport = n8nTransport(node, connection, credential, new Deadlines(TIMEOUT));
	const client = new PollyBotClient(transport, sendOnce, Date.now);
	return {
		connection,
		reject,
		list: async (scope, query) => {
			const { value } = await client.listLeads(scope, query);
			if (value?.ok) return value.value;
			throw reject(explainLookUp(value?.error ?? { code: 'CANCELLED' }, { baseUrl, scope, timeout: TIMEOUT }, apiKey));
		},
	};
}

/**
 * Whether an ID can be offered. n8n keeps ID and name in the node, and evaluates a text that begins with `=` in each
 * execution: no lead and no chatbot has such an ID.
 */
export function isUsableId(id: string): boolean {
	return isPathSegment(id) && id === strip(id) && !id.startsWith('=');
}

/** A name, which anybody may give themselves, is put in quotes where n8n would evaluate it. */
export function safeLabel(label: string): string {
	return label.startsWith('=') ? `“${label}”` : label;
}
