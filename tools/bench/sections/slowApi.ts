import { measureImport } from '../importSituation';
import type { Section } from '../section';
import { startSandboxProcess } from '../sites/sandboxProcess';

const LATENCY_MS = 150;

/** An import into a PollyBot that answers after 150 ms. */
export const slowApi: Section = {
	name: 'slow-api',
	measure: async (bench) => {
		const laboratory = await bench.laboratory();
		const sandbox = await startSandboxProcess(LATENCY_MS);
		try {
			const site = await laboratory.site(sandbox.url, sandbox.client);
			return { imports: [await measureImport(bench, `an API that takes ${LATENCY_MS} ms`, site)] };
		} finally {
			await sandbox.stop();
		}
	},
};
