import { measureImport } from '../importSituation';
import type { Section } from '../section';
import { makeCertificate } from '../sites/certificate';
import { startTlsProxy } from '../sites/tlsProxy';

/** An import over HTTPS. n8n is restarted and trusts a certificate of ours. */
export const https: Section = {
	name: 'https',
	measure: async (bench) => {
		const laboratory = await bench.laboratory();
		const certificate = await makeCertificate();
		const proxy = await startTlsProxy(laboratory.port, certificate);
		try {
			await laboratory.restart({ NODE_EXTRA_CA_CERTS: certificate.file });
			const site = await laboratory.site(`https://127.0.0.1:${proxy.port}`, laboratory.direct.sandbox);
			return { imports: [await measureImport(bench, 'over HTTPS', site)] };
		} finally {
			await proxy.close();
			await certificate.remove();
		}
	},
};
