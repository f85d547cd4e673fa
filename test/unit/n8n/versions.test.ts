import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import {
	chosenN8nVersion,
	lineOf,
	N8N_VERSION,
	N8N_VERSIONS,
	type N8nVersion,
	OLDER_N8N_VERSIONS,
	sourceFolder,
} from '~/tools/n8n/versions';

const ALL = [...N8N_VERSIONS, ...OLDER_N8N_VERSIONS];
const read = (version: N8nVersion, file: string): unknown =>
	parse(readFileSync(join(sourceFolder(version), file), 'utf8'));

const wanted = z.object({ dependencies: z.object({ n8n: z.string() }) });
const locked = z.object({
	importers: z.object({ '.': z.object({ dependencies: z.object({ n8n: z.object({ version: z.string() }) }) }) }),
	packages: z.record(z.object({ resolution: z.record(z.unknown()) })),
});

describe.each(ALL)('n8n %s', (version) => {
	it('is what its folder installs', () => {
		expect(wanted.parse(read(version, 'package.json')).dependencies.n8n).toBe(version);
	});

	it('belongs to the line of its major version', () => {
		expect(String(lineOf(version))).toBe(version.split('.')[0]);
	});
});

describe.each(N8N_VERSIONS)('the lock file of n8n %s', (version) => {
	const lock = locked.parse(read(version, 'pnpm-lock.yaml'));

	it('has that version', () => {
		expect(lock.importers['.'].dependencies.n8n.version).toMatch(new RegExp(`^${version}(\\(|$)`));
	});

	it('names no address: packages are fetched from whatever registry npm is set to', () => {
		expect(Object.entries(lock.packages).filter(([, { resolution }]) => 'tarball' in resolution)).toEqual([]);
	});
});

describe('the version that is run', () => {
	it.each(['', ' '])('is the usual one if %j is asked for', (asked) => {
		expect(chosenN8nVersion(asked)).toBe(N8N_VERSION);
	});

	it.each(ALL)('is %s if that is asked for', (version) => {
		expect(chosenN8nVersion(version)).toBe(version);
	});

	it('is not one that is unknown here', () => {
		expect(() => chosenN8nVersion('1.0.0')).toThrow('only 2.41.1, 1.123.81, 2.20.12');
		expect(() => lineOf('3.0.0')).toThrow('no line');
	});
});
