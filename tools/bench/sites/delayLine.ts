/** Does what it is given a fixed time later, in the order in which it was given. */
export class DelayLine {
	private readonly steps: Array<() => void> = [];

	/**
	 * @param delayMs how long each step takes to get through
	 * @param opensAt nothing enters before this time, in ms of `performance.now()`: what comes earlier waits for it
	 */
	constructor(
		private readonly delayMs: number,
		private readonly opensAt: number,
	) {}

	pass(step: () => void): void {
		this.steps.push(step);
		const now = performance.now();
		// Timers that end at the same time may fire in another order, so each takes the step whose turn it is.
		setTimeout(() => this.steps.shift()?.(), Math.max(now, this.opensAt) + this.delayMs - now);
	}
}
