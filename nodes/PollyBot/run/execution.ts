import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { BAD_CREDENTIALS } from '../messages/sentences';
import { failConfiguration, faultOf, type Failure } from '../messages/failure';
import type { Notes } from '../parameters/parameter';
import { isTool, sourcesOf } from '../parameters/source';
import { PollyBotClient } from '../pollybot/client';
import { readConnection, type Connection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import { CREDENTIAL, n8nTransport } from '../pollybot/transport';
import { fail, messageOf, ok, type Result } from '../result';
import { systemClock } from './clock';
import type { Execution, Operation } from './operation';
import { Requests } from './requests';

/**
 * The most requests at the same time where the first failure ends the execution: those under way then are carried out all
 * the same.
 */
const MOST_BEFORE_STOP = 25;

/** Reads what concerns the whole execution, the credential and the options, or says what is wrong with them. */
export async function openExecution(
	node: IExecuteFunctions,
	operation: Operation,
): Promise<Result<Execution, Failure>> {
	try {
		const account = await readAccount(node);
		if (!account.ok) return account;
		const { credential, connection, chatbotIdOf } = account.value;
		const notes: Notes = { scopes: new Map() };
		const sourceOf = sourcesOf(node, [...Object.values(operation.parameters), operation.settings], chatbotIdOf, notes);
		const read = operation.settings.read(sourceOf(0));
		if (!read.ok) return read;
		const settings = read.value;
		const asTool = isTool(node.getNode());
		const most = asTool || node.continueOnFail() ? Infinity : MOST_BEFORE_STOP;
		const ending = new AbortController();
		const halt = () => {
			ending.abort();
		};
		const cancelSignal = node.getExecutionCancelSignal();
		const signal = cancelSignal ? AbortSignal.any([ending.signal, cancelSignal]) : ending.signal;
		const requests = new Requests({
			...settings,
			maxConcurrency: Math.min(settings.maxConcurrency, most),
			waits: settings.onRateLimit === 'wait',
			clock: systemClock,
			random: Math.random,
			signal,
		});
		const deadlines = new Deadlines(settings.timeout, cancelSignal);
		const transport = n8nTransport(node, connection, credential, deadlines);
		return ok({
			operation,
			client: new PollyBotClient(transport, requests.send, systemClock.now),
			connection,
			settings,
			requests,
			isTool: asTool,
			sourceOf,
			notes,
			lostAt: new Map(),
			claimedIds: new Set(),
			foundLeads: new Map(),
			turns: new Map(),
			listedLeads: new Map(),
			notedLeads: new Map(),
			signal,
			halt,
			close: () => {
				deadlines.close();
				// A combined signal is kept alive as long as it has listeners.
				halt();
			},
		});
	} catch (error) {
		return error instanceof NodeOperationError ? failConfiguration(error.message) : fail(faultOf(error, false).failure);
	}
}

/** Where the rows of an execution go, and by which credential, as n8n decrypted it. */
interface Account {
	readonly credential: ICredentialDataDecryptedObject;
	readonly connection: Connection;
}

/**
 * Reads the credential of an execution, and its chatbot for each item. n8n needs about a millisecond each time, so that of
 * one item serves all, unless an expression in it looks at the items.
 *
 * @returns CONFIGURATION when it cannot be used, or when items have different API keys or Base URLs: a row must not go to
 * another row's workspace
 */
async function readAccount(
	node: IExecuteFunctions,
): Promise<Result<Account & { readonly chatbotIdOf: (item: number) => string }, Failure>> {
	const items = node.getInputData();
	const first = await readFor(node, 0);
	if (!first.ok) return first;
	const { connection } = first.value;
	if (items.length === 1 || (await isSameForAll(node, items, connection))) {
		return ok({ ...first.value, chatbotIdOf: () => connection.chatbotId });
	}
	const chatbotIds: string[] = [];
	for (const item of items.keys()) {
		const own = await readFor(node, item);
		if (!own.ok) return own;
		const { apiKey, baseUrl, chatbotId } = own.value.connection;
		if (apiKey !== connection.apiKey || baseUrl !== connection.baseUrl) {
			return failConfiguration(
				`Item ${item + 1} has another API key or 'Base URL' than item 1, because the PollyBot API credential contains an expression. Nothing was sent. Send each workspace's rows separately, such as with Loop Over Items.`,
			);
		}
		chatbotIds.push(chatbotId);
	}
	return ok({ ...first.value, chatbotIdOf: (item) => chatbotIds[item] ?? connection.chatbotId });
}

async function readFor(node: IExecuteFunctions, item: number): Promise<Result<Account, Failure>> {
	try {
		const credential = await node.getCredentials(CREDENTIAL, item);
		const connection = readConnection(credential);
		if (!connection.ok) return failConfiguration(BAD_CREDENTIALS[connection.error]);
		return ok({ credential, connection: connection.value });
	} catch (error) {
		return failConfiguration(messageOf(error));
	}
}

/**
 * n8n evaluates a credential's expressions over these very items: whoever looks at the first one is seen. What is read
 * meanwhile may be wrong, because n8n 2.41 cannot copy the watched item, and takes all of them for undefined then. An
 * expression may also look at the index alone: for the last item, and for none, it then gives something else.
 */
async function isSameForAll(
	node: IExecuteFunctions,
	items: INodeExecutionData[],
	connection: Connection,
): Promise<boolean> {
	const isSame = async (item: number) =>
		JSON.stringify((await readFor(node, item)).value?.connection) === JSON.stringify(connection);
	const [first] = items;
	const seen = { first: false };
	if (first) {
		items[0] = new Proxy(first, {
			get(item, name) {
				seen.first = true;
				return Reflect.get(item, name) as unknown;
			},
		});
	}
	const same = await isSame(0);
	if (first) items[0] = first;
	return same && !seen.first && (await isSame(items.length - 1)) && (await isSame(items.length));
}
