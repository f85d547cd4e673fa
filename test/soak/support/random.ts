import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

const RESOLUTION = 2 ** 32;

/** Chance that a seed decides: the same seed gives the same numbers. */
export class Random {
	private readonly generator;

	/** @param name of what it decides: each has separate numbers, whatever the others take */
	constructor(seed: number, name: string) {
		this.generator = xoroshiro128plus(Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed));
	}

	/** A whole number, both ends included. */
	whole(least: number, most: number): number {
		return unsafeUniformIntDistribution(least, most, this.generator);
	}

	/** From `least` (inclusive) to `most` (exclusive). */
	between(least: number, most: number): number {
		return least + (this.whole(0, RESOLUTION - 1) / RESOLUTION) * (most - least);
	}

	oneOf<T>(choices: readonly T[]): T {
		const choice = choices[this.whole(0, choices.length - 1)];
		if (choice === undefined) throw new Error('There is nothing to pick from.');
		return choice;
	}

	/** One of several, each as probable as its weight, a whole number. */
	pick<T>(choices: ReadonlyArray<readonly [weight: number, choice: T]>): T {
		return this.oneOf(choices.flatMap(([weight, choice]) => new Array<T>(weight).fill(choice)));
	}
}
