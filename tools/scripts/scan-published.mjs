/**
 * `node tools/scripts/scan-published.mjs VERSION`: n8n's scanner on that version as npm serves it, provenance and attested
 * sources included. The scanner's own command tells its verdict, but exits with 0 whatever it is.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { analyzePackageByName } from '@n8n/scan-community-package/scanner/scanner.mjs';

const ATTEMPTS = 10;
const PAUSE = 60_000;

const [version] = process.argv.slice(2);
let result;
for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
	result = await analyzePackageByName('n8n-nodes-pollybot', version);
	if (result.passed) break;
	console.error(`Attempt ${attempt} of ${ATTEMPTS}: ${result.message}\n${result.details ?? ''}`);
	// npm takes a while until a new version and its provenance are served everywhere.
	if (attempt < ATTEMPTS) await sleep(PAUSE);
}
console.log(`n8n-nodes-pollybot@${version} ${result.passed ? 'passes' : "does not pass n8n's scanner"}`);
process.exitCode = result.passed ? 0 : 1;
