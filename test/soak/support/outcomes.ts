import { z } from 'zod';

import { CREATE, CREATED, DUPLICATE, ERROR, ROWS } from '~/test/queue/support/webhookImport';
import { type Execution, type ExecutionItem, outputItems } from '~/tools/n8n/executionRecord';
import { callIn, personIn } from './email';

/** What the node said of one row. */
export type Outcome = 'created' | 'duplicate' | 'repeat' | 'failed';

export interface RowOutcome {
	/** The row's place in the execution, counted from 0. */
	item: number;
	email: string;
	/** Undefined for a row that was not to be stored. */
	person?: number;
	outcome: Outcome;
	/** The lead that is said to have been stored, or to be there already. */
	leadId?: string;
	/** Why it failed. */
	code?: string;
}

/** An execution that succeeded, and what it said of its rows. */
export interface ReadExecution {
	id: string;
	/** Undefined where no row tells it. */
	call?: number;
	rows: RowOutcome[];
	/** Rows that are on no output, on several, or on one where they cannot be. */
	unaccounted: string[];
}

const rowSchema = z.object({ email: z.string(), name: z.string() });
const pairedSchema = z.union([
	z.object({ item: z.number() }),
	z.tuple([z.object({ item: z.number() })]).transform(([only]) => only),
]);
const createdSchema = z.object({ id: z.string(), email: z.string() });
const duplicateSchema = z.object({
	duplicateOf: z.enum(['workspace', 'input']),
	existingLeadId: z.string(),
	email: z.string(),
});
const failedSchema = z.object({ error: z.object({ code: z.string(), item: z.number() }) });

/** Reads the record of an execution that succeeded. */
export function readOutcomes(execution: Execution): ReadExecution {
	const unaccounted: string[] = [];
	const told = new Map<number, RowOutcome>();
	const sent = outputItems(execution, ROWS).map(({ json }) => rowSchema.parse(json));
	if (sent.length === 0) unaccounted.push('the record holds no rows');
	for (const output of [CREATED, DUPLICATE, ERROR]) {
		for (const leaving of outputItems(execution, CREATE, output)) {
			const row = readItem(output, leaving, sent);
			if (typeof row === 'string') unaccounted.push(row);
			else if (told.has(row.item)) unaccounted.push(`row ${row.item} is there twice`);
			else told.set(row.item, row);
		}
	}
	const missing = sent.flatMap((_, item) => (told.has(item) ? [] : [`row ${item} is on no output`]));
	const call = sent.map(({ email }) => callIn(email)).find((number) => number > 0);
	return { id: execution.id, call, rows: [...told.values()], unaccounted: [...unaccounted, ...missing] };
}

/** A sentence where the item does not fit the row that it says it comes from. */
function readItem(
	output: number,
	{ json, pairedItem }: ExecutionItem,
	sent: ReadonlyArray<z.infer<typeof rowSchema>>,
): RowOutcome | string {
	const paired = pairedSchema.safeParse(pairedItem);
	const item = paired.data?.item ?? -1;
	const row = sent[item];
	if (!row) return `an item of output ${output} comes from no row: ${JSON.stringify(json)}`;
	const person = row.name === '' ? undefined : personIn(row.email);
	const known = { item, email: row.email, person };
	if (output === ERROR) {
		const failed = failedSchema.safeParse(json);
		if (failed.data?.error.item !== item + 1)
			return `row ${item} failed with another row's error: ${JSON.stringify(json)}`;
		return { ...known, outcome: 'failed', code: failed.data.error.code };
	}
	const read = output === CREATED ? createdSchema.safeParse(json) : duplicateSchema.safeParse(json);
	if (!read.success) return `row ${item} left output ${output} as something else: ${JSON.stringify(json)}`;
	if (person === undefined) return `row ${item} is invalid and left output ${output}`;
	if (personIn(read.data.email) !== person) return `row ${item} became another person: ${JSON.stringify(json)}`;
	if ('id' in read.data) return { ...known, outcome: 'created', leadId: read.data.id };
	const outcome = read.data.duplicateOf === 'input' ? 'repeat' : 'duplicate';
	return { ...known, outcome, leadId: read.data.existingLeadId };
}
