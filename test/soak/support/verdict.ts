import { callIn, personIn } from './email';
import type { Batch } from './batches';
import { nameOf } from './batches';
import type { ReadExecution, RowOutcome } from './outcomes';

/** A lead as the sandbox holds it at the end. */
export interface Stored {
	id: string;
	email: string;
	name: string;
}

/** What is wrong, in sentences; nothing where all is well. */
export interface Verdict {
	/** Valid rows whose lead is not stored. */
	lost: string[];
	/** Leads that are there twice, or were confirmed twice, or should not be there at all. */
	doubled: string[];
	/** Rows that an execution reported as duplicates although it had stored them itself, or nobody had. */
	falseDuplicates: string[];
	/** Rows that an execution reported as created although another one had stored them. */
	falselyCreated: string[];
	/** Rows that are not on exactly one output of an execution that succeeded, or failed for a wrong reason. */
	unaccounted: string[];
}

/**
 * Judges a run. Which call stored a lead is written in the lead's email, so nothing is inferred from times.
 *
 * @param confirmed how many requests of each person were answered with 201
 */
export function judge(
	batches: readonly Batch[],
	leads: readonly Stored[],
	executions: readonly ReadExecution[],
	confirmed: ReadonlyMap<number, number>,
): Verdict {
	const wanted = new Set(batches.flatMap(({ rows }) => rows.flatMap(({ email }) => personIn(email) ?? [])));
	const stored = new Map<number, Stored>();
	const verdict: Verdict = { lost: [], doubled: [], falseDuplicates: [], falselyCreated: [], unaccounted: [] };
	for (const lead of leads) {
		const person = personIn(lead.email);
		if (person === undefined || !wanted.has(person)) verdict.doubled.push(`${lead.email} was never to be stored`);
		else if (stored.has(person)) verdict.doubled.push(`${lead.email} is there twice`);
		else stored.set(person, lead);
	}
	for (const person of wanted) {
		const lead = stored.get(person);
		if (!lead) verdict.lost.push(`person ${person} is not stored`);
		else if (lead.name !== nameOf(person)) verdict.lost.push(`person ${person} is stored as ${lead.name}`);
	}
	for (const [person, times] of confirmed) {
		if (times > 1) verdict.doubled.push(`person ${person} was stored by ${times} requests`);
	}
	for (const execution of executions) judgeExecution(execution, stored, verdict);
	return verdict;
}

function judgeExecution(execution: ReadExecution, stored: ReadonlyMap<number, Stored>, verdict: Verdict): void {
	const { id, rows, unaccounted } = execution;
	verdict.unaccounted.push(...unaccounted.map((problem) => `execution ${id}: ${problem}`));
	const first = new Set<number>();
	for (const row of [...rows].sort((a, b) => a.item - b.item)) {
		const lead = row.person === undefined ? undefined : stored.get(row.person);
		const problem = judgeRow(row, lead, first);
		const where = `execution ${id}, row ${row.item} (${row.email}, lead ${row.leadId ?? 'unknown'})`;
		if (problem) verdict[problem[0]].push(`${where}: ${problem[1]}`);
		if (row.person !== undefined && row.outcome !== 'failed') first.add(row.person);
	}
}

/** @param first the people of earlier rows of the execution that came out as stored */
function judgeRow(
	row: RowOutcome,
	lead: Stored | undefined,
	first: ReadonlySet<number>,
): [kind: keyof Verdict, problem: string] | undefined {
	const { person, outcome, email, leadId, code } = row;
	if (outcome === 'failed') {
		const isInvalid = code === 'VALIDATION_ERROR';
		if (isInvalid === (person === undefined)) return undefined;
		return ['unaccounted', `it failed with ${String(code)}`];
	}
	const kind = outcome === 'created' ? 'falselyCreated' : 'falseDuplicates';
	if (!lead || lead.id !== leadId) return [kind, `the stored lead is ${lead?.id ?? 'none'}`];
	if (outcome === 'repeat') {
		const isRepeat = person !== undefined && first.has(person);
		return isRepeat ? undefined : [kind, 'no earlier row of the execution has this email'];
	}
	const isOwn = callIn(lead.email) === callIn(email);
	if (outcome === 'created') return isOwn ? undefined : [kind, `call ${callIn(lead.email)} stored it`];
	return isOwn ? [kind, 'this very execution stored it'] : undefined;
}
