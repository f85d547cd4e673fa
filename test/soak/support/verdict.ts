import { callIn, type Import, nameOf, personIn } from './imports';
import type { ReadExecution, RowOutcome } from './outcomes';

/** A lead as the sandbox has it at the end. */
export interface Stored {
	id: string;
	email: string;
	name: string;
}

/** What is wrong, in sentences; nothing where all is well. */
export interface Verdict {
	/** Valid rows whose lead is not stored. */
	lost: string[];
	/** Leads that exist twice, or were confirmed twice, or should not be there at all. */
	doubled: string[];
	/** Rows that an execution reported as duplicates although it had stored them itself, or nobody had. */
	falseDuplicates: string[];
	/** Rows that an execution reported as created although another one had stored them. */
	falselyCreated: string[];
	/** Rows that are not on exactly one output of an execution that succeeded, or failed for a wrong reason. */
	unaccounted: string[];
}

type Problem = [kind: keyof Verdict, sentence: string];

/**
 * Judges an execution. Which call stored a lead is written in the lead's email, so nothing is inferred from times.
 *
 * @param confirmed how many requests of each person got 201
 */
export function judge(
	imports: readonly Import[],
	leads: readonly Stored[],
	executions: readonly ReadExecution[],
	confirmed: ReadonlyMap<number, number>,
): Verdict {
	const wanted = new Set(imports.flatMap(({ rows }) => rows.flatMap(({ email }) => personIn(email) ?? [])));
	const stored = new Map<number, Stored>();
	const verdict: Verdict = { lost: [], doubled: [], falseDuplicates: [], falselyCreated: [], unaccounted: [] };
	for (const lead of leads) {
		const person = personIn(lead.email);
		if (person === undefined || !wanted.has(person)) verdict.doubled.push(`${lead.email} was never to be stored`);
		else if (stored.has(person)) verdict.doubled.push(`${lead.email} is there twice`);
		else stored.set(person, lead);
	}
	for (const person of wanted) {
		const name = stored.get(person)?.name;
		if (name !== nameOf(person)) verdict.lost.push(`person ${person} is stored as ${name ?? 'nobody'}`);
	}
	for (const [person, times] of confirmed)
		if (times > 1) verdict.doubled.push(`person ${person} was stored by ${times} requests`);
	for (const { id, rows, unaccounted } of executions) {
		verdict.unaccounted.push(...unaccounted.map((problem) => `execution ${id}: ${problem}`));
		/** The people of earlier rows of the execution that came out as stored. */
		const first = new Set<number>();
		for (const row of [...rows].sort((one, other) => one.item - other.item)) {
			const { person, item, email, leadId = 'unknown', outcome } = row;
			const [kind, sentence] = problemWith(row, stored.get(person ?? NaN), first.has(person ?? NaN)) ?? [];
			if (kind) verdict[kind].push(`execution ${id}, row ${item} (${email}, lead ${leadId}): ${sentence ?? ''}`);
			if (person !== undefined && outcome !== 'failed') first.add(person);
		}
	}
	return verdict;
}

function problemWith(row: RowOutcome, lead: Stored | undefined, isRepeat: boolean): Problem | undefined {
	const { person, outcome, email, leadId, code } = row;
	if (outcome === 'failed') {
		const isRight = (code === 'VALIDATION_ERROR') === (person === undefined);
		return isRight ? undefined : ['unaccounted', `it failed with ${String(code)}`];
	}
	const kind = outcome === 'created' ? 'falselyCreated' : 'falseDuplicates';
	if (lead?.id !== leadId || !lead) return [kind, `the stored lead is ${lead?.id ?? 'none'}`];
	const isOwn = callIn(lead.email) === callIn(email);
	if (outcome === 'repeat') return isRepeat ? undefined : [kind, 'no earlier row of the execution has this email'];
	if (outcome === 'created') return isOwn ? undefined : [kind, `call ${callIn(lead.email)} stored it`];
	return isOwn ? [kind, 'this very execution stored it'] : undefined;
}
