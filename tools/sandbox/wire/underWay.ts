import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { LoggedRequest } from './requestLog';

/** The requests that have arrived and whose answers are not over, and the most that there were at a time. */
export class UnderWay {
	peak = 0;
	private entries = new Set<LoggedRequest>();

	/** @param closing aborted when the sandbox closes all connections itself */
	constructor(private readonly closing: AbortSignal) {}

	/** Follows the answer to a request, and enters in the log how it ended. */
	watch(entry: LoggedRequest, socket: Socket, response: ServerResponse): void {
		const { entries } = this;
		entries.add(entry);
		this.peak = Math.max(this.peak, entries.size);
		const before = socket.bytesWritten;
		response.once('close', () => {
			entries.delete(entry);
			entry.sentBytes = socket.bytesWritten - before;
			entry.clientClosed ??= !response.writableFinished && !this.closing.aborted;
		});
	}

	get count(): number {
		return this.entries.size;
	}

	/** What is under way now no longer counts. */
	clear(): void {
		this.peak = 0;
		this.entries = new Set();
	}
}
