import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import type { Batch, Row } from './batches';
import type { Diary } from './diary';
import { markEmail, personIn } from './email';
import type { ReadExecution } from './outcomes';

const SECONDS_TO_ANSWER = 30;
const PAUSE_MS = 5000;

/** A batch that needs more tries than this will never succeed. */
const MOST_TRIES = 30;

/** What the sender needs of n8n. */
export interface Receiver {
	/** The address of the import workflow's webhook at this moment. */
	webhookUrl: () => string;
	untilEnded: (executionId: string) => Promise<string>;
	/** What an execution that succeeded said of its rows. */
	read: (executionId: string) => ReadExecution | undefined;
}

const answerSchema = z.coerce.string().regex(/^\d+$/);

/** A user as docs/queue-mode.md wants one: the rows are sent until an execution has succeeded with each of them. */
export class Sender {
	/** Calls made, and rows sent with them, those sent again included. */
	calls = 0;
	rowsSent = 0;
	/** Calls without an answer that names an execution. */
	unanswered = 0;
	/** Executions that did not succeed, by status. */
	readonly died: Record<string, number> = {};
	/** Rows that failed in an execution that succeeded, by code, invalid ones apart. */
	readonly failed: Record<string, number> = {};
	/** Batches that are done. */
	done = 0;

	constructor(
		private readonly receiver: Receiver,
		private readonly diary: Diary,
	) {}

	/** Resolves when every valid row of the batch was reported as created or as a duplicate. */
	async deliver(batch: Batch): Promise<void> {
		let rows = batch.rows;
		for (let tries = 1; rows.length > 0; tries += 1) {
			if (tries > MOST_TRIES) throw new Error(`Batch ${batch.number} did not succeed in ${MOST_TRIES} tries.`);
			if (tries > 1) await sleep(PAUSE_MS);
			rows = await this.send(batch.number, rows);
		}
		this.done += 1;
	}

	/** Sends rows once. Returns those that are to be sent again. */
	private async send(batch: number, rows: Row[]): Promise<Row[]> {
		this.calls += 1;
		this.rowsSent += rows.length;
		const call = this.calls;
		const executionId = await this.call(rows.map((row) => ({ ...row, email: markEmail(row.email, call) })));
		const end = executionId === undefined ? 'no answer' : await this.receiver.untilEnded(executionId);
		this.diary.note('calls', { at: Date.now(), call, batch, rows: rows.length, executionId, end });
		if (executionId === undefined) {
			this.unanswered += 1;
			return rows;
		}
		if (end !== 'success') {
			this.died[end] = (this.died[end] ?? 0) + 1;
			return rows;
		}
		return this.unfinished(executionId, rows);
	}

	/** The id of the execution that the call started; undefined when there was no answer that tells one. */
	private async call(rows: Row[]): Promise<string | undefined> {
		try {
			const { data } = await axios.post<unknown>(
				this.receiver.webhookUrl(),
				{ rows },
				{ proxy: false, timeout: SECONDS_TO_ANSWER * 1000 },
			);
			return answerSchema.safeParse(data).data;
		} catch {
			return undefined;
		}
	}

	/** The valid rows that failed. A row that the execution says nothing of is not one of them: the verdict is on it. */
	private unfinished(executionId: string, rows: Row[]): Row[] {
		const failed = (this.receiver.read(executionId)?.rows ?? []).filter(({ outcome }) => outcome === 'failed');
		return failed.flatMap(({ item, code = 'none' }) => {
			const row = rows[item];
			if (!row || row.name === '' || personIn(row.email) === undefined) return [];
			this.failed[code] = (this.failed[code] ?? 0) + 1;
			return [row];
		});
	}
}
