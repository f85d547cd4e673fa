import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Blocked } from '../pollybot/attempt';
import type { PollyBotClient } from '../pollybot/client';
import type { Connection } from '../pollybot/connection';
import type { ItemMemory } from './memory';
import type { Outcome } from './outcome';
import type { First } from './runItems';
import type { MappingReport } from '../mapping/mappingReport';
import type { Result } from '../result';
import type { ParameterReader } from '../parameters/reader';
import type { Failure } from '../messages/failure';

/** What an operation works with, the same for all items of a run. */
export interface RunContext {
	readonly read: ParameterReader;
	/** The expression that a parameter is saved as; undefined where its value was given by hand. */
	readonly savedExpression: (name: string) => string | undefined;
	readonly connection: Connection;
	/** The credential's chatbot for an item; empty when it names none. */
	readonly chatbotIdOf: (item: number) => string;
	/** Sends requests within the rate limit, and tries them again where that may help. */
	readonly client: PollyBotClient;
	/** Lets requests that wait go although the row is not finished: its latest response was none that ends the run. */
	readonly proceed: () => void;
	/** Milliseconds that one attempt at a request may take. */
	readonly timeout: number;
	/** The workflow's time zone, such as Europe/Berlin, for times without one. */
	readonly timezone: string;
	/** Whether an AI agent has called the node as its tool: the input item is then the agent's, and no row. */
	readonly isTool: boolean;
	/** Whether rows can go to a Deferred output. */
	readonly canDefer: boolean;
	/** The scopes of all items, as their paths: when there is one, an unknown chatbot is the failure of every item. */
	readonly scopes: Set<string>;
	/** When the first create of an email was sent whose answer was lost: rows that repeat it look at the lead too. */
	readonly lostAt: Map<string, number>;
	/** The IDs of the leads that this execution has told to be created or updated: none is created a second time. */
	readonly claimedIds: Set<string>;
	/** The IDs of the leads that were looked up by email, or why no ID was found, by `keyOf`. */
	readonly foundLeads: Map<string, Result<string, Failure>>;
	/** What automatic mapping made of the rows' headings. */
	readonly mapping: MappingReport;
	/** Takes the API key out of a text of the service, which may repeat what it was sent. */
	readonly hide: (text: string) => string;
}

/** What became of an item, or why a request of it was not sent. */
export type Performed = Outcome | { readonly blocked: Blocked };

/** One item's work, ready to be performed. */
export interface Job {
	/** Items with the same key are performed one after the other. */
	readonly key?: string;
	/** Of items with the same key, only those at the same place repeat each other. */
	readonly place?: string;
	readonly perform: (memory: ItemMemory) => Promise<Performed>;
	/** What becomes of the item after an earlier one with its key and place succeeded; undefined when it is to be performed too. */
	readonly repeat?: (first: First) => Outcome | undefined;
}

/**
 * An output that the node has while a parameter has a certain value; `preset` counts where none is saved. The parameter is
 * given by its name, or by those of a collection and of the field in it.
 */
export type ChosenOutput = readonly [output: string, parameter: readonly string[], value: string, preset: string];

/** An operation of the node. Menu, outputs, subtitle, fields and options are derived from it. */
export interface Operation {
	/** Its value in saved workflows. */
	readonly value: string;
	/** Its name in the menu; in small letters it is the node's subtitle. */
	readonly name: string;
	/** What it does, in the menu. */
	readonly description: string;
	/** What it does, in the list of nodes and actions. */
	readonly action: string;
	/** What a model is told when the node is its tool: when to use it, and what its answers mean. */
	readonly toolDescription: string;
	/** The output of what succeeded. */
	readonly output: string;
	/** Further outputs, after the first one and before Deferred. */
	readonly chosenOutputs?: readonly ChosenOutput[];
	/** Whether rows can wait for the rate limit, on an output Deferred. */
	readonly canDefer?: boolean;
	/** Whether it is about one lead, which the panel then asks for. */
	readonly isAboutOneLead?: boolean;
	/** Whether it makes a lead of each item, by hand or automatically; `preset` is the status that the panel begins with. */
	readonly mapsLead?: {
		readonly status: string;
		readonly noStatus: { readonly name: string; readonly description: string };
	};
	/** Its own fields, and its own options beside those of every operation. */
	readonly fields?: readonly INodeProperties[];
	readonly options?: readonly INodeProperties[];
	/** Says what was done to a lead, as in "3 leads were created"; absent where nothing is changed. */
	readonly done?: string;
	/** Says after a run what became of rows that repeat an earlier one: `3 rows` and these words. */
	readonly repeatHint?: string;
	/** Makes one item's job, or says why it cannot. No request is sent here. */
	prepare(run: RunContext, item: number, json: IDataObject): Result<Job, Failure>;
}
