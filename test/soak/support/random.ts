import { unsafeUniformIntDistribution, type RandomGenerator, xoroshiro128plus } from 'pure-rand';

const RESOLUTION = 2 ** 32;

/** Chance that a seed decides: the same seed gives the same numbers. */
export class Random {
	private readonly generator: RandomGenerator;

	/** @param name of what it decides: each has separate numbers, whatever the others take */
	constructor(seed: number, name: string) {
		this.generator = xoroshiro128plus(Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed));
	}

	/** From 0 (inclusive) to 1 (exclusive). */
	next(): number {
		return unsafeUniformIntDistribution(0, RESOLUTION - 1, this.generator) / RESOLUTION;
	}

	between(least: number, most: number): number {
		return least + this.next() * (most - least);
	}

	/** A whole number, both ends included. */
	whole(least: number, most: number): number {
		return unsafeUniformIntDistribution(least, most, this.generator);
	}

	/** The waiting time for what happens by chance, once in so long on average. */
	waiting(mean: number): number {
		return -mean * Math.log(1 - this.next());
	}

	/** One of several, all as probable. */
	oneOf<T>(choices: readonly T[]): T {
		const choice = choices[this.whole(0, choices.length - 1)];
		if (choice === undefined) throw new Error('There is nothing to pick from.');
		return choice;
	}

	/** One of several, each as probable as its weight, a whole number. */
	pick<T>(choices: ReadonlyArray<readonly [weight: number, choice: T]>): T {
		return this.oneOf(choices.flatMap(([weight, choice]) => Array.from({ length: weight }, () => choice)));
	}
}
