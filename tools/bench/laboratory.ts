import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, startN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import { startSandbox } from '~/tools/sandbox';
import type { Measurement, Situation } from './situation';
import { countRejected } from './ways';

const OWNER = { email: 'owner@example.com', firstName: 'Bench', lastName: 'Mark', password: 'Bench-Mark-1' };
const SERVICE = { latencyMs: 20, limit: 1_000_000 };

/** A real n8n with our package. The sandbox of a situation runs in this process, which does little else meanwhile. */
export interface Laboratory {
	/** Each way of a situation, our own first. */
	measure(situation: Situation): Promise<Measurement[]>;
	close(): Promise<void>;
}

export async function openLaboratory(say: (line: string) => void): Promise<Laboratory> {
	const installation = await installN8n(N8N_VERSION, say);
	const userFolder = await createUserFolder();
	await installPackage(userFolder.path);
	const start = async () => {
		const n8n = await startN8n(installation, userFolder.path);
		return { n8n, rest: await N8nRest.signIn(n8n.url, OWNER) };
	};
	let { n8n, rest } = await start();

	async function measure(situation: Situation): Promise<Measurement[]> {
		const { name, service, rows = 1000, items = rows, own, others = {}, runs = 3, shows } = situation;
		const sandbox = await startSandbox({ ...SERVICE, ...service });
		const { apiKey, chatbotId, url } = sandbox;
		const credential = await rest.createCredential(name, 'pollyBotApi', { apiKey, chatbotId, baseUrl: url });
		const leadsUrl = `${url}/api/v1/chatbots/${chatbotId}/leads`;
		const measured: Measurement[][] = [];
		try {
			// In the first of several rounds n8n warms up.
			for (let round = runs === 1 ? 1 : 0; round <= runs; round += 1) {
				const results: Measurement[] = [];
				for (const [label, way] of Object.entries({ PollyBot: own, ...others })) {
					sandbox.reset();
					if (shows === 'memory') {
						await n8n.stop();
						({ n8n, rest } = await start());
					}
					const figures = await way({ sandbox, leadsUrl, credential, rest, pid: n8n.pid, rows, items });
					say(`${name}, round ${round}: ${label}: ${Math.round(figures.time)} ms`);
					const { requests } = sandbox;
					results.push({ ...figures, label, requests: requests.length, rejected: countRejected(requests) });
				}
				if (round > 0) measured.push(results);
			}
		} finally {
			await sandbox.close();
		}
		return medians(measured);
	}

	return {
		measure,
		close: async () => {
			await n8n.stop();
			await userFolder.remove();
		},
	};
}

function medians(rounds: readonly Measurement[][]): Measurement[] {
	const last = rounds.at(-1) ?? [];
	return last.map((measurement, index) => {
		const times = rounds.map((results) => results[index]?.time ?? NaN).sort((one, other) => one - other);
		return { ...measurement, time: times[Math.floor(times.length / 2)] ?? NaN };
	});
}
