import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { chosenN8nVersion, lineOf, N8N_VERSION, N8N_VERSIONS, sourceFolder } from '~/tools/n8n/versions';

const wanted = z.object({ dependencies: z.object({ n8n: z.string() }) });
const locked = z.object({
	importers: z.object({ '.': z.object({ dependencies: z.object({ n8n: z.object({ version: z.string() }) }) }) }),
	packages: z.record(z.object({ resolution: z.record(z.unknown()) })),
});

describe.each(N8N_VERSIONS)('n8n %s', (version) => {
	const read = (file: string): unknown => parse(readFileSync(join(sourceFolder(version), file), 'utf8'));
	const lock = locked.parse(read('pnpm-lock.yaml'));

	it('is what its folder installs', () => {
		expect(wanted.parse(read('package.json')).dependencies.n8n).toBe(version);
		expect(lock.importers['.'].dependencies.n8n.version).toMatch(new RegExp(`^${version}(\\(|$)`));
	});

	it('is fetched from whatever registry npm is set to: the lock file names no address', () => {
		expect(Object.entries(lock.packages).filter(([, { resolution }]) => 'tarball' in resolution)).toEqual([]);
	});

	it('belongs to the line of its major version', () => {
		expect(String(lineOf(version))).toBe(version.split('.')[0]);
	});
});

describe('the version that is run', () => {
	it.each(['', ' '])('is the usual one if %j is asked for', (asked) => {
		expect(chosenN8nVersion(asked)).toBe(N8N_VERSION);
	});

	it.each(N8N_VERSIONS)('is %s if that is asked for', (version) => {
		expect(chosenN8nVersion(version)).toBe(version);
	});

	it('is not one that is unknown here', () => {
		expect(() => chosenN8nVersion('1.0.0')).toThrow('only 2.41.1 and 1.123.81');
		expect(() => lineOf('3.0.0')).toThrow('no line');
	});
});
