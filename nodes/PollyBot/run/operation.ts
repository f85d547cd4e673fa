import type { Json } from '../json';
import type { Failure } from '../messages/failure';
import type { Notes, Parameter, Parameters, Source, ValuesOf } from '../parameters/parameter';
import { settingsOf, type Settings, type UnusualSettings } from '../parameters/settings';
import type { Blocked } from '../pollybot/attempt';
import type { PollyBotClient } from '../pollybot/client';
import type { Connection } from '../pollybot/connection';
import type { Lead } from '../pollybot/envelope';
import type { Result } from '../result';
import type { Requests } from './requests';

/** What an item leads to on one of the node's outputs, by the output's name: mostly one item, for a search any number. */
export interface Success {
	readonly output: string;
	readonly items: readonly Json[];
	/** What was sent and is not in the response; absent where all of it is. */
	readonly loss?: Loss;
}

/** Names of fields that were sent, or of keys inside one (`metadata.utm_source`). */
export interface Loss {
	/** Those that the response does not have at all. */
	readonly missing: readonly string[];
	/** Those that it has another choice for. */
	readonly changed: readonly string[];
}

/** What became of one item: a success, a failure, or a deferred row. */
export type Outcome = {
	/** Whether the item repeats the key of an earlier one, and so was not performed. */
	readonly repeated?: boolean;
} & (
	| { readonly success: Success; readonly failure?: undefined; readonly deferred?: undefined }
	| {
			readonly failure: Failure;
			/** Whether the other items with the same key fail alike, without being performed. */
			readonly shared?: boolean;
			/** Whether the end of the execution kept the item from being finished: not what ended it. */
			readonly halted?: boolean;
			/** Why every other item would fail too, if so: it ends the requests of the execution. */
			readonly cause?: Failure;
			readonly success?: undefined;
			readonly deferred?: undefined;
	  }
	| { readonly deferred: true; readonly success?: undefined; readonly failure?: undefined }
);

/** What became of an item, or why a request of it was not sent. */
export type Performed = Outcome | { readonly blocked: Blocked };

/** Of several items with the same key and place, the one that succeeded and that others repeat, counted from 0. */
export interface First {
	readonly item: number;
	readonly success: Success;
}

/** An item that succeeded, with what its job had. */
export interface Finished {
	readonly outcome: Outcome & { readonly success: Success };
	readonly key?: string;
	readonly place?: string;
}

/** What is known of an item from an earlier try of the same execution. */
export interface ItemMemory {
	finished?: Finished;
	/** When the first request was sent whose response was lost, in milliseconds since 1970. */
	lostAt?: number;
	/** Why the item failed, if what it sent may have arrived and must not be sent again. */
	unconfirmed?: Failure;
	/** The ID of what the item was found to be about. */
	targetId?: string;
	/** The ID of the lead that was created for the item. */
	claimedId?: string;
}

/** The leads that were listed, by `emailKey`; undefined where only a request can tell which lead has an email. */
export type ListedLeads = ReadonlyMap<string, Lead | undefined>;

/** An execution of the node: what all its rows share. */
export interface Execution {
	readonly operation: Operation;
	/** Sends requests within the rate limit, and tries them again where that may help. */
	readonly client: PollyBotClient;
	readonly connection: Connection;
	readonly settings: Settings;
	readonly requests: Requests;
	/** Whether an AI agent has called the node as its tool: the input item is then the agent's, and no row. */
	readonly isTool: boolean;
	/** Returns what the parameters of an item are read from. */
	readonly sourceOf: (item: number) => Source;
	readonly notes: Notes;
	/** When the first create of an email was sent whose response was lost: rows that repeat it look at the lead too. */
	readonly lostAt: Map<string, number>;
	/** The IDs of the leads that this execution has told to be created or updated: none is created a second time. */
	readonly claimedIds: Set<string>;
	/** The IDs of the leads that were looked up by email, or why no ID was found, by `targetKey`. */
	readonly foundLeads: Map<string, Result<string, Failure>>;
	/** The latest work on a lead, by its ID: what comes after it waits. */
	readonly turns: Map<string, Promise<unknown>>;
	/** The leads that were listed before the first row of a scope was sent, by the scope's path; undefined if none were. */
	readonly listedLeads: Map<string, Promise<ListedLeads | undefined>>;
	/** What the latest row with an email has made of its lead, for rows at the same place; no lead if that is not known. */
	readonly notedLeads: Map<string, { readonly place: string; readonly lead?: Lead }>;
	/** Aborted when the execution is cancelled or is to end: no request is sent after that. */
	readonly signal: AbortSignal;
	readonly halt: () => void;
	/** To be called when the execution is over: nothing of it is kept then. */
	readonly close: () => void;
}

/** One item on its way through an operation. */
export interface Row<Values = unknown> {
	/** Counted from 0. */
	readonly item: number;
	readonly values: Values;
	readonly memory: ItemMemory;
	readonly execution: Execution;
}

/**
 * An output that the node has while a parameter has a certain value; `preset` counts where none is saved. The parameter is
 * given by its name, or by those of a collection and of the field in it.
 */
export type ChosenOutput = readonly [output: string, parameter: readonly string[], value: string, preset: string];

/** An operation of the node. Menu, panel, outputs and subtitle are derived from it. */
export interface Operation<P extends Parameters = Parameters> {
	/** Its value in saved workflows. */
	readonly value: string;
	/** In the menu; in small letters it is the node's subtitle. */
	readonly name: string;
	readonly description: string;
	/** In the list of nodes and actions. */
	readonly action: string;
	/** What a model is told when the node is its tool: when to use it, and what its responses mean. */
	readonly toolDescription: string;
	/** The output of what succeeded. */
	readonly output: string;
	/** Further outputs, after the first one and before Deferred. */
	readonly chosenOutputs?: readonly ChosenOutput[];
	/** Whether rows can wait for the rate limit, on an output Deferred. */
	readonly canDefer?: boolean;
	/** What is not as usual about its settings. */
	readonly unusualSettings?: UnusualSettings;
	/** The options that all its items share. */
	readonly settings: Parameter<Settings>;
	/** Where the fields of a lead are that keep other data, for advice on what PollyBot did not store. */
	readonly fieldsIn?: 'Additional Fields' | 'Update Fields';
	/** Says what was done to a lead, as in "3 leads were created"; absent where nothing is changed. */
	readonly done?: string;
	/** What something is done to. @default 'lead' */
	readonly noun?: string;
	/** Says after an execution what became of rows that repeat an earlier one: `3 rows` and these words. */
	readonly repeatHint?: string;
	/** What it asks for, in the order of the panel. */
	readonly parameters: P;
	/** Returns what items have in common that must go one after the other; without a key an item stands alone. */
	key?(values: ValuesOf<P>): string | undefined;
	/** Returns what else items with the same key have in common if they repeat each other. */
	place?(values: ValuesOf<P>): string;
	/** Returns the outcome of a row that repeats an earlier one, or undefined to perform it. */
	repeat?(values: ValuesOf<P>, first: First): Outcome | undefined;
	perform(row: Row<ValuesOf<P>>): Promise<Performed>;
}

/** What operations are about: an entry of the menu Resource. */
export interface Resource {
	/** Its value in saved workflows. */
	readonly value: string;
	readonly name: string;
	/** The first one is what a new node does. */
	readonly operations: readonly Operation[];
}

/** Makes an operation; the compiler tells the types of its values from its parameters. */
export function operation<P extends Parameters>(declared: Omit<Operation<P>, 'settings'>): Operation {
	return { ...declared, settings: settingsOf(declared) };
}
