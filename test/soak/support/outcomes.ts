import { CREATE, ROWS } from '~/test/queue/support/webhookImport';
import { asRecord, type Execution, type ExecutionItem, outputItems } from '~/tools/n8n/executionRecord';
import type { Kind, Row } from './imports';

/** What the node said of one row. */
export interface RowOutcome {
	/** The row's place in the execution, counted from 0. */
	item: number;
	row: Row;
	outcome: string;
	/** The lead that it says it is about. */
	id: unknown;
	email: unknown;
	/** Of a message: the conversation's ID and the response. */
	reply: string;
	/** Why it failed. */
	code?: string;
}

/** An execution that succeeded, and what it said of its rows. */
export interface ReadExecution {
	id: string;
	rows: RowOutcome[];
	/** Rows that are on no output, on several, or on another one's. */
	unaccounted: string[];
}

const failed = () => 'failed';

/** What each output of the node says. */
const OUTPUTS: Record<Kind, Array<(json: ExecutionItem['json']) => string>> = {
	create: [() => 'created', ({ duplicateOf }) => (duplicateOf === 'input' ? 'repeat' : 'duplicate'), failed],
	upsert: [({ upsertAction }) => String(upsertAction), failed],
	chat: [() => 'response', failed],
};

/** Reads the record of an execution that succeeded. */
export function readOutcomes(kind: Kind, execution: Execution): ReadExecution {
	const rows = new Map<number, RowOutcome>();
	const sent = outputItems(execution, ROWS).map(({ json }) => json);
	const unaccounted = sent.length === 0 ? ['the record has no rows'] : [];
	for (const [output, say] of OUTPUTS[kind].entries()) {
		for (const { json, pairedItem } of outputItems(execution, CREATE, output)) {
			const item = Number(asRecord([pairedItem].flat()[0]).item);
			const row = sent[item];
			const outcome = say(json);
			const error = asRecord(json.error);
			const code = outcome === 'failed' ? String(error.code) : undefined;
			const isOwn = code === undefined || error.item === item + 1;
			const [id, email] = [json.existingLeadId ?? json.id, json.email];
			const reply = `${String(json.conversationId)} ${String(json.response)}`;
			if (row && isOwn && !rows.has(item)) rows.set(item, { item, row, outcome, id, email, reply, code });
			else unaccounted.push(`output ${output} has for row ${item}: ${JSON.stringify(json).slice(0, 300)}`);
		}
	}
	const missing = sent.flatMap((_, item) => (rows.has(item) ? [] : [`row ${item} is on no output`]));
	return { id: execution.id, rows: [...rows.values()], unaccounted: [...unaccounted, ...missing] };
}
