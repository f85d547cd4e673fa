/** Loaded into n8n: SIGUSR2 starts a CPU profile, and the next one writes it to the file that this module's URL names. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { URL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const file = new URL(import.meta.url).searchParams.get('file');
if (isMainThread && file !== null) {
	const session = new Session();
	session.connect();
	let isOn = false;
	process.on('SIGUSR2', async () => {
		isOn = !isOn;
		if (isOn) {
			await session.post('Profiler.enable');
			await session.post('Profiler.start');
		} else {
			const { profile } = await session.post('Profiler.stop');
			writeFileSync(file, JSON.stringify(profile));
		}
	});
}
