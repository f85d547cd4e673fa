import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { PollyBotClient } from '../api/client';
import type { Connection } from '../api/connection';
import type { Refused } from '../engine/gate';
import type { ItemMemory } from '../engine/memory';
import type { Failure, Outcome } from '../engine/outcome';
import type { Attempt, Sent } from '../engine/send';
import type { First } from '../engine/runItems';
import type { ParameterReader } from './parameters';

/** What an operation works with, the same for all items of a run. */
export interface RunContext {
	readonly read: ParameterReader;
	/** The expression that a parameter is saved as; undefined where its value was given by hand. */
	readonly savedExpression: (name: string) => string | undefined;
	readonly connection: Connection;
	readonly client: PollyBotClient;
	/** Sends a request within the rate limit, and tries it again where that may help. */
	readonly send: <T>(attempt: () => Promise<Attempt<T>>) => Promise<Sent<T>>;
	/** Milliseconds that one request may take. */
	readonly timeout: number;
	/** Whether an AI agent has called the node as its tool: the input item is then the agent's, and no row. */
	readonly isTool: boolean;
	/** The scopes of all items, as their paths: when there is one, an unknown chatbot is the failure of every item. */
	readonly scopes: Set<string>;
	/** When the first create of an email was sent whose answer was lost: rows that repeat it look at the lead too. */
	readonly lostAt: Map<string, number>;
	/** Takes the API key out of a text of the service, which may repeat what it was sent. */
	readonly hide: (text: string) => string;
}

/** What became of an item, or why a request of it was not sent. */
export type Performed = Promise<Outcome | { readonly refused: Refused }>;

/** One item's work, ready to be performed. */
export interface Job {
	/** Items with the same key are performed one after the other. */
	readonly key?: string;
	readonly perform: (memory: ItemMemory) => Performed;
	/** What becomes of the item after an earlier one with its key succeeded; undefined when it is to be performed too. */
	readonly repeat?: (first: First) => Outcome | undefined;
}

/** An operation of the node: its fields, and what it does with one item. */
export interface Operation {
	readonly fields: INodeProperties[];
	/** Makes one item's job, or says why there is none: no request is sent here. */
	prepare(run: RunContext, item: number, json: IDataObject): { readonly job: Job } | { readonly failure: Failure };
	/** Says after a run of rows that were not performed since they repeat an earlier one: `3 rows` and these words. */
	readonly repeatHint?: string;
	/** Says how far a run came that stopped at a failure. */
	summarise(finished: readonly Outcome[]): string;
}
