import { z } from 'zod';

import type { LoggedRequest, Sandbox } from '~/tools/sandbox';
import type { Diary } from './diary';
import { personIn } from './email';

/** The log keeps a request for so long, because its answer may still be under way. */
const KEPT_MS = 60_000;

const bodySchema = z.object({ email: z.string() });

/** Counts the sandbox's requests, and takes those that are over out of its log: it would not hold them all. */
export class RequestCounts {
	total = 0;
	/** By method. */
	readonly methods: Record<string, number> = {};
	/** Refused with 429: by the rate limit, or by a fault. */
	limited = 0;
	readonly faults: Record<string, number> = {};
	/** How many requests of each person were answered as the one that stored the lead. */
	readonly confirmed = new Map<number, number>();

	constructor(
		private readonly sandbox: Sandbox,
		private readonly diary: Diary,
	) {}

	/** How many requests there were so far, those that are still in the log included. */
	get arrived(): number {
		return this.total + this.sandbox.requests.length;
	}

	/** @param keptMs how long a request must have been there */
	take(keptMs = KEPT_MS): void {
		const { requests } = this.sandbox;
		const youngest = requests.findIndex(({ at }) => at > Date.now() - keptMs);
		for (const request of requests.splice(0, youngest < 0 ? requests.length : youngest)) this.count(request);
	}

	private count(request: LoggedRequest): void {
		const { at, method, path, status, fault, sentBytes, clientClosed } = request;
		const email = bodySchema.safeParse(request.body).data?.email;
		this.diary.note('requests', { at, method, path, email, status, fault, sentBytes, clientClosed });
		this.total += 1;
		add(this.methods, method);
		if (status === 429) this.limited += 1;
		if (fault !== undefined) add(this.faults, fault);
		const person = email === undefined ? undefined : personIn(email);
		if (person === undefined || status !== 201) return;
		this.confirmed.set(person, (this.confirmed.get(person) ?? 0) + 1);
	}
}

function add(counts: Record<string, number>, name: string): void {
	counts[name] = (counts[name] ?? 0) + 1;
}
