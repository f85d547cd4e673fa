import type { ListedExecution } from '~/tools/n8n/rest';

/** Follows the list of executions, as a person does who keeps the page open. */
export class ExecutionWatch {
	/** The newest status of each execution that has ended. */
	private readonly ends = new Map<string, string>();
	private readonly waiting = new Map<string, (end: string) => void>();

	/**
	 * @param list the newest executions
	 * @param note called for each execution that has ended, and once more if its status changes after that
	 */
	constructor(
		private readonly list: () => Promise<ListedExecution[]>,
		private readonly note: (id: string, end: string) => Promise<void>,
	) {}

	/** Resolves with the status that an execution ends with. */
	async untilEnded(id: string): Promise<string> {
		return this.ends.get(id) ?? (await new Promise((resolve) => this.waiting.set(id, resolve)));
	}

	async look(): Promise<void> {
		for (const { id, status, finished } of await this.list()) {
			if (!finished || this.ends.get(id) === status) continue;
			await this.note(id, status);
			this.ends.set(id, status);
			this.waiting.get(id)?.(status);
			this.waiting.delete(id);
		}
	}
}
