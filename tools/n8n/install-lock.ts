import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `action` while no other process does so under the same lock file (a demo beside a test run, say). A lock whose
 * process has ended, because it was interrupted, does not count.
 */
export async function withInstallLock<T>(
	file: string,
	say: (line: string) => void,
	action: () => Promise<T>,
): Promise<T> {
	await mkdir(dirname(file), { recursive: true });
	let waiting = false;
	while (!(await take(file))) {
		if (!waiting) say('Another process is installing n8n just now: waiting for it …');
		waiting = true;
		await sleep(1000);
	}
	try {
		return await action();
	} finally {
		await rm(file, { force: true });
	}
}

async function take(file: string): Promise<boolean> {
	const own = `${file}.${process.pid}`;
	await writeFile(own, String(process.pid));
	try {
		// A link appears with its content, and only where there is none: no other process sees half a lock.
		await link(own, file);
		return true;
	} catch {
		if (!isAlive(Number(await readFile(file, 'utf8').catch(() => '')))) await rm(file, { force: true });
		return false;
	} finally {
		await rm(own, { force: true });
	}
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
