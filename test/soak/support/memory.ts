import { readFile } from 'node:fs/promises';

/** The memory of a process at some moment. */
export interface Sample {
	/** In ms since its start. */
	at: number;
	/** Resident set size in MiB. */
	mib: number;
}

/** How the memory of one process went after it had warmed up, in MiB. */
export interface MemoryCourse {
	process: string;
	minutes: number;
	/** Medians of the two halves of its life. */
	firstHalf: number;
	secondHalf: number;
	most: number;
	/** An hour: the straight line that fits best. */
	slope: number;
}

/** A process's memory is flat if its second half needs at most so many times as much as its first. */
export const FLAT = 1.15;

/** This share of a process's life is left out: V8 takes memory until it has seen what it needs. */
const WARM_UP = 0.15;

/** The resident set size of a process, in MiB; undefined when it has ended. */
export async function readMemory(pid: number): Promise<number | undefined> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
	const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
	return kib === undefined ? undefined : Number(kib) / 1024;
}

/** Undefined where there are too few samples to tell anything. */
export function courseOf(process: string, samples: readonly Sample[]): MemoryCourse | undefined {
	const warm = samples.slice(Math.ceil(samples.length * WARM_UP));
	const middle = Math.floor(warm.length / 2);
	if (middle < 5) return undefined;
	const [ages, sizes] = [warm.map(({ at }) => at / 3_600_000), warm.map(({ mib }) => mib)];
	const [age, size] = [mean(ages), mean(sizes)];
	const together = mean(warm.map((_, index) => ((ages[index] ?? 0) - age) * ((sizes[index] ?? 0) - size)));
	return {
		process,
		minutes: (Math.max(...ages) - Math.min(...ages)) * 60,
		firstHalf: median(sizes.slice(0, middle)),
		secondHalf: median(sizes.slice(middle)),
		most: Math.max(...samples.map(({ mib }) => mib)),
		slope: together / mean(ages.map((one) => (one - age) ** 2)),
	};
}

/** Of each kind of process the one that lived longest. */
export function longest(courses: readonly MemoryCourse[]): MemoryCourse[] {
	const longestLast = [...courses].sort((one, other) => one.minutes - other.minutes);
	return [...new Map(longestLast.map((course) => [course.process, course])).values()];
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
