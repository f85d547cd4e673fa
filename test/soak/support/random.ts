/** Chance that a seed decides: the same seed gives the same numbers. */
export class Random {
	private state: number;

	/** @param name of what it decides: each has separate numbers, whatever the others take */
	constructor(seed: number, name: string) {
		this.state = Array.from(name).reduce((state, letter) => Math.imul(state ^ letter.charCodeAt(0), 0x01000193), seed);
	}

	/** From 0 (inclusive) to 1 (exclusive): the generator "mulberry32". */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	between(least: number, most: number): number {
		return least + this.next() * (most - least);
	}

	/** A whole number, both ends included. */
	whole(least: number, most: number): number {
		return Math.floor(this.between(least, most + 1));
	}

	/** The waiting time for what happens by chance, once in so long on average. */
	waiting(mean: number): number {
		return -mean * Math.log(1 - this.next());
	}

	/** One of several, each as probable as its weight. */
	pick<T>(choices: ReadonlyArray<readonly [weight: number, choice: T]>): T {
		let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
		for (const [weight, choice] of choices) {
			left -= weight;
			if (left < 0) return choice;
		}
		throw new Error('There is nothing to pick from.');
	}
}
