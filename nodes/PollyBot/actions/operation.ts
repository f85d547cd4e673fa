import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Connection } from '../api/connection';
import type { PollyBotClient } from '../api/client';
import type { Failure, Outcome } from '../engine/outcome';
import type { ParameterReader } from './parameters';

/** What an operation works with, the same for all items of a run. */
export interface RunContext {
	readonly read: ParameterReader;
	readonly connection: Connection;
	readonly client: PollyBotClient;
	/** Milliseconds that one request may take. */
	readonly timeout: number;
}

/** One item's work, ready to be performed. */
export type Job = () => Promise<Outcome>;

/** An operation of the node: its fields, and what it does with one item. */
export interface Operation {
	readonly fields: INodeProperties[];
	/** Makes one item's job, or says why there is none: no request is sent here. */
	prepare(run: RunContext, item: number, json: IDataObject): { readonly job: Job } | { readonly failure: Failure };
	/** Says how far a run came that stopped at a failure. */
	summarise(finished: readonly Outcome[]): string;
}
