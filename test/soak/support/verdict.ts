import { asRecord } from '~/tools/n8n/executionRecord';
import type { Conversation, LoggedRequest, StoredLead } from '~/tools/sandbox';
import { callIn, type Import, isValid, nameOf, personIn, sheetOf } from './imports';
import type { ReadExecution, RowOutcome } from './outcomes';

type Stored = Pick<StoredLead, 'id' | 'email' | 'name' | 'metadata'>;

interface Creation {
	call: number;
	/** The metadata that names the import. */
	sheet: string | undefined;
	/** The calls that had tried before, in vain. */
	earlier: number[];
}

/** What PollyBot did, whatever became of its responses. */
export class Truth {
	/** What created each person's lead. */
	readonly creations = new Map<number, Creation>();
	/** The calls that changed it, once for each change. */
	readonly changes = new Map<number, number[]>();
	private readonly tries = new Map<number, number[]>();

	note({ method, body, carriedOut }: Pick<LoggedRequest, 'method' | 'body' | 'carriedOut'>): void {
		const { email, metadata } = asRecord(body);
		const person = personIn(email);
		if (person === undefined) return;
		const call = callIn(String(email));
		const earlier = this.tries.get(person) ?? [];
		if (method === 'POST') this.tries.set(person, [...earlier, call]);
		if (carriedOut === 201) this.creations.set(person, { call, sheet: sheetIn(asRecord(metadata)), earlier });
		if (carriedOut === 200) this.changes.set(person, [...(this.changes.get(person) ?? []), call]);
	}
}

const sheetIn = (fields: object) => Object.keys(fields).find((name) => name.startsWith(sheetOf('')));

/** What is wrong, in sentences; nothing where all is well. */
export type Verdict = Record<'lost' | 'doubled' | 'falsely reported' | 'unaccounted', string[]>;

/** Judges what the executions said by what PollyBot did: nothing is inferred from times. */
export function judge(
	imports: readonly Import[],
	executions: readonly ReadExecution[],
	leads: readonly Stored[],
	conversations: ReadonlyArray<Pick<Conversation, 'id' | 'messages'>>,
	truth: Truth,
): Verdict {
	const verdict: Verdict = { lost: [], doubled: [], 'falsely reported': [], unaccounted: [] };
	const stored = new Map<number, Stored>();
	for (const lead of leads) {
		const person = personIn(lead.email);
		if (person === undefined || stored.has(person)) verdict.doubled.push(`${String(lead.email)} is there once more`);
		else stored.set(person, lead);
	}
	for (const { number, kind, rows } of imports) {
		for (const { email } of kind === 'chat' ? [] : rows.filter(isValid)) {
			const person = personIn(email) ?? NaN;
			const { name, metadata = {} } = stored.get(person) ?? {};
			if (name !== nameOf(person) || (kind === 'upsert' && !Object.hasOwn(metadata, sheetOf(number))))
				verdict.lost.push(`person ${person} of import ${number} is stored as ${name ?? 'nobody'}`);
		}
	}
	const messages = new Map<string, string>();
	for (const { id, messages: all } of conversations) {
		for (const { message, response } of all) {
			if (messages.has(message)) verdict.doubled.push(`"${message}" was sent twice`);
			messages.set(message, `${id} ${response}`);
		}
	}
	for (const { id, rows, unaccounted } of executions) {
		const tell = (kind: keyof Verdict, sentence: string) => verdict[kind].push(`execution ${id}: ${sentence}`);
		for (const problem of unaccounted) tell('unaccounted', problem);
		const byPerson = new Map<number, RowOutcome[]>();
		for (const one of [...rows].sort((a, b) => a.item - b.item)) {
			const { row, outcome, code, item } = one;
			const saying = `row ${item} (${String(row.email ?? row.text)}) ${outcome} ${String(code)}`;
			if ((code === 'VALIDATION_ERROR') === isValid(row)) tell('unaccounted', saying);
			if (!isValid(row)) continue;
			const person = personIn(row.email);
			const answered = messages.get(String(row.text));
			const isTrue = outcome === 'failed' ? code === 'UNCONFIRMED' || !answered : answered === one.reply;
			if (person === undefined && !isTrue) tell('falsely reported', saying);
			if (person === undefined) continue;
			if (outcome !== 'failed' && (one.id !== stored.get(person)?.id || personIn(one.email) !== person))
				tell('falsely reported', `${saying}: of another lead, ${String(one.id)}`);
			byPerson.set(person, [...(byPerson.get(person) ?? []), one]);
		}
		for (const [person, own] of byPerson) {
			const problem = problemWith(person, own, truth);
			if (problem) tell('falsely reported', `person ${person}, ${own.map((one) => one.outcome).join()}: ${problem}`);
		}
	}
	return verdict;
}

/** Judges the rows of one person in one execution, in their order. */
function problemWith(person: number, rows: readonly RowOutcome[], truth: Truth): string | undefined {
	const [creation, changes] = [truth.creations.get(person), truth.changes.get(person) ?? []];
	const count = (wanted: string) => rows.filter(({ outcome }) => outcome === wanted).length;
	const { email, ...others } = rows[0]?.row ?? {};
	const call = callIn(String(email));
	const [created, updated, failed] = [count('created'), count('updated'), count('failed')];
	const isOwn = creation?.call === call;
	// Two executions with the same row at the same time: where a response is lost, each may take the one lead for its own.
	const isShared = creation?.earlier.includes(call) === true && creation.sheet === sheetIn(others);
	if (created > (isOwn || isShared ? 1 : 0)) return `call ${String(creation?.call)} created it`;
	if (updated > changes.filter((one) => one === call).length) return 'the execution did not update it';
	if (rows.find(({ outcome }) => outcome !== 'failed')?.outcome === 'repeat') return 'no earlier row has this email';
	// A lead that another execution changes before its lost response is looked into cannot be told from another one's.
	if (!isOwn || created === 1 || changes.some((one) => one !== call)) return undefined;
	if (failed === 0) return 'this very execution created it';
	// A response without JSON may be a page in front of PollyBot: the error says that, and not that nothing was stored.
	const isOpen = rows.some(({ code }) => code === 'UNCONFIRMED' || code === 'NOT_POLLYBOT');
	return isOpen ? undefined : 'it failed, but the lead was created';
}
