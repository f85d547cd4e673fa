import { z } from 'zod';

import { CREATE, CREATED, DUPLICATE, ERROR, ROWS } from '~/test/queue/support/webhookImport';
import { type Execution, type ExecutionItem, outputItems } from '~/tools/n8n/executionRecord';
import { personIn } from './imports';

/** What the node said of one row. */
export interface RowOutcome {
	/** The row's place in the execution, counted from 0. */
	item: number;
	email: string;
	/** Undefined for a row that was not to be stored. */
	person?: number;
	outcome: 'created' | 'duplicate' | 'repeat' | 'failed';
	/** The lead that is said to have been stored, or to be there already. */
	leadId?: string;
	/** Why it failed. */
	code?: string;
}

/** An execution that succeeded, and what it said of its rows. */
export interface ReadExecution {
	id: string;
	rows: RowOutcome[];
	/** Rows that are on no output, on several, or on one where they cannot be. */
	unaccounted: string[];
}

const rowSchema = z.object({ email: z.string(), name: z.string() });
const pairedSchema = z.union([
	z.object({ item: z.number() }),
	z.tuple([z.object({ item: z.number() })]).transform(([only]) => only),
]);
const created = z
	.object({ id: z.string(), email: z.string() })
	.transform(({ id, email }) => ({ outcome: 'created' as const, leadId: id, email }));
const duplicate = z
	.object({ duplicateOf: z.enum(['workspace', 'input']), existingLeadId: z.string(), email: z.string() })
	.transform(({ duplicateOf, existingLeadId, email }) => ({
		outcome: duplicateOf === 'input' ? ('repeat' as const) : ('duplicate' as const),
		leadId: existingLeadId,
		email,
	}));
const failed = z.object({ error: z.object({ code: z.string(), item: z.number() }) });

/** Reads the record of an execution that succeeded. */
export function readOutcomes(execution: Execution): ReadExecution {
	const told = new Map<number, RowOutcome>();
	const sent = outputItems(execution, ROWS).map(({ json }) => rowSchema.parse(json));
	const unaccounted = sent.length === 0 ? ['the record has no rows'] : [];
	for (const output of [CREATED, DUPLICATE, ERROR]) {
		for (const leaving of outputItems(execution, CREATE, output)) {
			const row = readItem(output, leaving, sent);
			if (typeof row === 'string') unaccounted.push(row);
			else if (told.has(row.item)) unaccounted.push(`row ${row.item} is there twice`);
			else told.set(row.item, row);
		}
	}
	const missing = sent.flatMap((_, item) => (told.has(item) ? [] : [`row ${item} is on no output`]));
	return { id: execution.id, rows: [...told.values()], unaccounted: [...unaccounted, ...missing] };
}

/** A sentence where the item does not fit the row that it says it comes from. */
function readItem(
	output: number,
	{ json, pairedItem }: ExecutionItem,
	sent: ReadonlyArray<z.infer<typeof rowSchema>>,
): RowOutcome | string {
	const item = pairedSchema.safeParse(pairedItem).data?.item ?? -1;
	const row = sent[item];
	const wrong = (problem: string) => `row ${item} ${problem} at output ${output}: ${JSON.stringify(json)}`;
	if (!row) return wrong('was never sent, and is');
	const person = row.name === '' ? undefined : personIn(row.email);
	const known = { item, email: row.email, person };
	if (output === ERROR) {
		const { error } = failed.safeParse(json).data ?? {};
		return error?.item === item + 1 ? { ...known, outcome: 'failed', code: error.code } : wrong("has another's error");
	}
	const read = (output === CREATED ? created : duplicate).safeParse(json).data;
	if (!read) return wrong('is something else');
	if (person === undefined) return wrong('is invalid, and is');
	if (personIn(read.email) !== person) return wrong('is another person');
	return { ...known, outcome: read.outcome, leadId: read.leadId };
}
