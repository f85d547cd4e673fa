/** What is to be ended at the end, last opened first, however the end comes about. */
export class Closing {
	private readonly actions: Array<() => Promise<void>> = [];

	private closed?: Promise<void>;

	/** Whether the end has come. */
	get begun(): boolean {
		return this.closed !== undefined;
	}

	add(action: () => Promise<void>): void {
		this.actions.push(action);
	}

	/** Ends all, even if one of them fails. A second call waits for the first. */
	close(): Promise<void> {
		this.closed ??= this.closeAll();
		return this.closed;
	}

	private async closeAll(): Promise<void> {
		for (let action = this.actions.pop(); action !== undefined; action = this.actions.pop()) {
			await action().catch((error: unknown) => {
				console.error(error);
			});
		}
	}
}
