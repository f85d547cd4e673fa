import { measureImport } from '../importSituation';
import type { Section } from '../section';
import { startDelayingProxy } from '../sites/delayingProxy';

const ROUND_TRIP_MS = 50;

/** An import into a PollyBot that is 50 ms away. */
export const networkDelay: Section = {
	name: 'network-delay',
	measure: async (bench) => {
		const laboratory = await bench.laboratory();
		const proxy = await startDelayingProxy(laboratory.port, ROUND_TRIP_MS);
		try {
			const site = await laboratory.site(`http://127.0.0.1:${proxy.port}`, laboratory.direct.sandbox);
			return { imports: [await measureImport(bench, `${ROUND_TRIP_MS} ms of network delay`, site)] };
		} finally {
			await proxy.close();
		}
	},
};
