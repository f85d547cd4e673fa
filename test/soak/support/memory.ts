import { readFile } from 'node:fs/promises';

/** The memory of a process at some moment. */
export interface Sample {
	/** In ms since its start. */
	at: number;
	/** Resident set size in MiB. */
	mib: number;
}

/** How the memory of one process went, after it had warmed up. */
export interface MemoryCourse {
	process: string;
	minutes: number;
	/** Medians of the two halves of its life, in MiB. */
	firstHalf: number;
	secondHalf: number;
	/** The second half by the first. */
	growth: number;
	most: number;
	/** MiB an hour: the straight line that fits best. */
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
	const [first, last] = [warm[0], warm.at(-1)];
	if (!first || !last || middle < 5) return undefined;
	const firstHalf = median(warm.slice(0, middle));
	const secondHalf = median(warm.slice(middle));
	return {
		process,
		minutes: (last.at - first.at) / 60_000,
		firstHalf,
		secondHalf,
		growth: secondHalf / firstHalf,
		most: Math.max(...samples.map(({ mib }) => mib)),
		slope: slopeOf(warm) * 3_600_000,
	};
}

function median(samples: readonly Sample[]): number {
	const sorted = samples.map(({ mib }) => mib).sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** Least squares, in MiB a millisecond. */
function slopeOf(samples: readonly Sample[]): number {
	const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const at = mean(samples.map((sample) => sample.at));
	const mib = mean(samples.map((sample) => sample.mib));
	const together = samples.reduce((sum, sample) => sum + (sample.at - at) * (sample.mib - mib), 0);
	return together / samples.reduce((sum, sample) => sum + (sample.at - at) ** 2, 0);
}
