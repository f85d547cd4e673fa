import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { Diary } from './diary';
import { type Import, markEmail, personIn, type Row } from './imports';
import type { RowOutcome } from './outcomes';

const PAUSE_MS = 5000;

/** An import that needs more tries than this will never succeed. */
const MOST_TRIES = 30;

/** What the sender needs of n8n. */
export interface Receiver {
	/** Calls the import workflow's webhook, and gives its response. */
	call: (rows: Row[]) => Promise<unknown>;
	/** Resolves with the status that an execution ends with. */
	untilEnded: (executionId: string) => Promise<string>;
	/** What an execution that succeeded said of its rows. */
	outcomes: (executionId: string) => readonly RowOutcome[];
}

const idSchema = z.coerce.string().regex(/^\d+$/);

/** A user as docs/queue-mode.md wants one: the rows are sent until an execution has succeeded with each of them. */
export class Sender {
	/** Calls made, and rows sent with them, those sent again included. */
	calls = 0;
	rowsSent = 0;
	/** Calls without a response that names an execution. */
	unanswered = 0;
	/** How executions ended that did not succeed. */
	readonly deaths: string[] = [];
	/** Imports that are done. */
	done = 0;

	constructor(
		private readonly receiver: Receiver,
		private readonly diary: Diary,
	) {}

	/** Resolves when every valid row of the import was reported as created or as a duplicate. */
	async deliver({ number, rows }: Import): Promise<void> {
		let left = rows;
		for (let tries = 1; left.length > 0; tries += 1) {
			if (tries > MOST_TRIES) throw new Error(`Import ${number} did not succeed in ${MOST_TRIES} tries.`);
			if (tries > 1) await sleep(PAUSE_MS);
			left = await this.send(number, left);
		}
		this.done += 1;
	}

	/** Sends rows once. Returns those that are to be sent again. */
	private async send(number: number, rows: Row[]): Promise<Row[]> {
		const call = (this.calls += 1);
		this.rowsSent += rows.length;
		const marked = rows.map((row) => ({ ...row, email: markEmail(row.email, call) }));
		const response = await this.receiver.call(marked).catch(() => undefined);
		const executionId = idSchema.safeParse(response).data;
		const end = executionId === undefined ? 'no response' : await this.receiver.untilEnded(executionId);
		this.diary.note('calls', { call, import: number, rows: rows.length, executionId, end });
		if (executionId === undefined) this.unanswered += 1;
		else if (end !== 'success') this.deaths.push(end);
		else return this.failedRows(executionId, rows);
		return rows;
	}

	/** The valid rows that failed. A row that the execution says nothing of is not one of them: the verdict is on it. */
	private failedRows(executionId: string, rows: Row[]): Row[] {
		const failed = this.receiver.outcomes(executionId).filter(({ outcome }) => outcome === 'failed');
		const again = failed.flatMap(({ item }) => rows[item] ?? []);
		return again.filter(({ name, email }) => name !== '' && personIn(email) !== undefined);
	}
}
