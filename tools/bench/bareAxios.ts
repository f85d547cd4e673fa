import axios from 'axios';
import { Agent } from 'node:http';

/** The limit: bare axios outside n8n, at the same concurrency. Returns milliseconds. */
export async function bareAxios(url: string, apiKey: string, rows: number, concurrency: number): Promise<number> {
	const http = axios.create({
		headers: { Authorization: `Bearer ${apiKey}` },
		httpAgent: new Agent({ keepAlive: false }),
		proxy: false,
	});
	const started = performance.now();
	let next = 0;
	const runner = async () => {
		while (next < rows) {
			const row = next++;
			await http.post(url, {
				name: `Person ${row}`,
				email: `person${row}@example.com`,
				phone: String(15550000 + row),
				source: 'benchmark',
			});
		}
	};
	await Promise.all(Array.from({ length: concurrency }, runner));
	return performance.now() - started;
}
