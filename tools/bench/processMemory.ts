import { readFile, writeFile } from 'node:fs/promises';

/** Resets a process's peak memory in the kernel. Returns what it holds now, in bytes. Source: proc(5). */
export async function restartPeak(pid: number): Promise<number> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	return await peakMemory(pid);
}

/** The most memory that a process held, in bytes. */
export async function peakMemory(pid: number): Promise<number> {
	return await readStatus(pid, 'VmHWM');
}

/** The memory that a process holds now, in bytes. */
export async function residentMemory(pid: number): Promise<number> {
	return await readStatus(pid, 'VmRSS');
}

async function readStatus(pid: number, field: 'VmHWM' | 'VmRSS'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}
