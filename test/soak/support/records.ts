import { z } from 'zod';

import type { N8nRest } from '~/tools/n8n/rest';
import type { LoggedRequest, Sandbox } from '~/tools/sandbox';
import type { Diary } from './diary';
import { personIn } from './imports';
import { type ReadExecution, readOutcomes } from './outcomes';

/** n8n's list of executions, followed as by a person who keeps the page open, and the record of each that has ended. */
export class ExecutionRecords {
	/** Those that succeeded. */
	readonly read = new Map<string, ReadExecution>();
	readonly withKey: string[] = [];
	count = 0;
	/** The newest status of each execution that has ended. */
	private readonly ends = new Map<string, string>();
	private readonly waiting = new Map<string, (end: string) => void>();

	constructor(
		private readonly apiKey: string,
		private readonly diary: Diary,
	) {}

	async untilEnded(id: string): Promise<string> {
		return this.ends.get(id) ?? (await new Promise((resolve) => this.waiting.set(id, resolve)));
	}

	/** Reads what has ended since, and once more what ended differently than n8n said first. */
	async look(rest: N8nRest, workflowId: string): Promise<void> {
		for (const { id, status, finished } of await rest.executionList(workflowId)) {
			if (!finished || this.ends.get(id) === status) continue;
			const execution = await rest.execution(id);
			this.diary.note('executions', { id, end: status, error: execution.error?.message });
			this.count += 1;
			if (execution.raw.includes(this.apiKey)) this.withKey.push(id);
			if (status === 'success') this.read.set(id, readOutcomes(execution));
			this.ends.set(id, status);
			this.waiting.get(id)?.(status);
			this.waiting.delete(id);
		}
	}
}

/** The log keeps a request for so long, because its response may still be under way. */
const KEPT_MS = 60_000;

const bodySchema = z.object({ email: z.string() });

/** Counts the sandbox's requests, and takes those that are over out of its log: it would not hold them all. */
export class RequestCounts {
	readonly methods: string[] = [];
	readonly faults: string[] = [];
	/** Rejected with 429: by the rate limit, or by a fault. */
	limited = 0;
	/** How many requests of each person got 201, which says that they stored the lead. */
	readonly confirmed = new Map<number, number>();

	constructor(
		private readonly sandbox: Sandbox,
		private readonly diary: Diary,
	) {}

	/** How many requests there were so far, those that are still in the log included. */
	get arrived(): number {
		return this.methods.length + this.sandbox.requests.length;
	}

	/** @param keptMs how long a request must have been there */
	take(keptMs = KEPT_MS): void {
		const { requests } = this.sandbox;
		const youngest = requests.findIndex(({ at }) => at > Date.now() - keptMs);
		for (const request of requests.splice(0, youngest < 0 ? requests.length : youngest)) this.count(request);
	}

	private count({ at, method, path, body, status, fault, sentBytes, clientClosed }: LoggedRequest): void {
		const { email = '' } = bodySchema.safeParse(body).data ?? {};
		this.diary.note('requests', { at, method, path, email, status, fault, sentBytes, clientClosed });
		this.methods.push(method);
		if (status === 429) this.limited += 1;
		if (fault !== undefined) this.faults.push(fault);
		const person = personIn(email);
		if (person !== undefined && status === 201) this.confirmed.set(person, (this.confirmed.get(person) ?? 0) + 1);
	}
}
