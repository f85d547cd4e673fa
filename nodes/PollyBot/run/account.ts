import type { ICredentialDataDecryptedObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readConnection, type Connection } from '../pollybot/connection';
import { CREDENTIAL } from '../pollybot/transport';
import { explainCredential } from '../messages/explain';
import { messageOf, ok, type Result } from '../result';
import { failConfiguration, type Failure } from '../messages/failure';

/** Where the rows of an execution go, and by which credential. */
export interface Account {
	/** As n8n decrypted it. */
	readonly credential: ICredentialDataDecryptedObject;
	readonly connection: Connection;
	/** The credential's chatbot for an item; empty when it names none. */
	readonly chatbotIdOf: (item: number) => string;
}

interface Read {
	readonly credential: ICredentialDataDecryptedObject;
	readonly connection: Connection;
}

/**
 * Reads the credential of an execution. n8n needs about a millisecond each time, so that of one item serves all, unless an
 * expression in it looks at the items.
 *
 * @returns CONFIGURATION when it cannot be used, or when items have different API keys or Base URLs: a row must not go to
 * another row's workspace
 */
export async function readAccount(node: IExecuteFunctions): Promise<Result<Account, Failure>> {
	const items = node.getInputData();
	const read = await readFor(node, 0);
	if (!read.ok) return read;
	const { credential, connection } = read.value;
	if (items.length === 1 || (await isSameForAll(node, items, read))) {
		return ok({ credential, connection, chatbotIdOf: () => connection.chatbotId });
	}
	const chatbotIds: string[] = [];
	for (const item of items.keys()) {
		const own = await readFor(node, item);
		if (!own.ok) return own;
		if (own.value.connection.apiKey !== connection.apiKey || own.value.connection.baseUrl !== connection.baseUrl) {
			return failConfiguration(
				`Item ${item + 1} has another API key or Base URL than item 1, because the PollyBot API credential contains an expression. Nothing was sent. Send the rows of each workspace separately, for example with Loop Over Items and a batch size of 1.`,
			);
		}
		chatbotIds.push(own.value.connection.chatbotId);
	}
	return ok({ credential, connection, chatbotIdOf: (item) => chatbotIds[item] ?? connection.chatbotId });
}

async function readFor(node: IExecuteFunctions, item: number): Promise<Result<Read, Failure>> {
	try {
		const credential = await node.getCredentials(CREDENTIAL, item);
		const connection = readConnection(credential);
		if (!connection.ok) return failConfiguration(explainCredential(connection.error));
		return ok({ credential, connection: connection.value });
	} catch (error) {
		return failConfiguration(messageOf(error));
	}
}

/** An expression may also look at the index alone: for the last item, and for none, it then gives something else. */
async function isSameForAll(
	node: IExecuteFunctions,
	items: INodeExecutionData[],
	{ value }: Result<Read, Failure>,
): Promise<boolean> {
	const { read, dependsOnItem } = await watchFirstItem(items, async () => await readFor(node, 0));
	if (dependsOnItem) return false;
	const others = [items.length - 1, items.length].map(async (item) => await readFor(node, item));
	const all = [read, ...(await Promise.all(others))];
	return all.every((one) => JSON.stringify(one.value?.connection) === JSON.stringify(value?.connection));
}

/**
 * n8n evaluates a credential's expressions over these very items: whoever looks at the first one is seen. What is read
 * meanwhile may be wrong, because n8n 2.41 cannot copy the watched item, and takes all of them for undefined then.
 */
async function watchFirstItem(
	items: INodeExecutionData[],
	read: () => Promise<Result<Read, Failure>>,
): Promise<{ readonly read: Result<Read, Failure>; readonly dependsOnItem: boolean }> {
	const [first] = items;
	if (!first) return { read: await read(), dependsOnItem: false };
	let dependsOnItem = false;
	items[0] = new Proxy(first, {
		get(item, name) {
			dependsOnItem = true;
			return Reflect.get(item, name) as unknown;
		},
	});
	try {
		return { read: await read(), dependsOnItem };
	} finally {
		items[0] = first;
	}
}
