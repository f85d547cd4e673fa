import { join } from 'node:path';

import { REPOSITORY } from '../repository';

/** Where n8n and what it needs is installed; git ignores it. */
export const N8N_FOLDER = join(REPOSITORY, '.n8n');

/** The n8n versions that have a folder with a lock file here: the newest, and the last of the 1.x line. */
export const N8N_VERSIONS = ['2.41.1', '1.123.81'] as const;

export type N8nVersion = (typeof N8N_VERSIONS)[number];

/** The major version: n8n's behaviour and its REST API differ between these. */
export type N8nLine = 1 | 2;

/** What `npm run demo -- --n8n`, the benchmark and the end-to-end tests run unless they are told otherwise. */
export const N8N_VERSION: N8nVersion = '2.41.1';

/** The version that is asked for, by the environment variable `N8N_VERSION` if by nobody else. Throws if it is not here. */
export function chosenN8nVersion(asked = process.env.N8N_VERSION): N8nVersion {
	const version = asked?.trim() ?? '';
	if (version === '') return N8N_VERSION;
	const known = N8N_VERSIONS.find((each) => each === version);
	if (known !== undefined) return known;
	throw new Error(`There is no n8n "${version}" here, only ${N8N_VERSIONS.join(' and ')}.`);
}

/** The line of a version. Throws if the version is unknown here. */
export function lineOf(version: string): N8nLine {
	if (version.startsWith('1.')) return 1;
	if (version.startsWith('2.')) return 2;
	throw new Error(`n8n "${version}" belongs to no line that is known here.`);
}

/** The committed package.json and lock file of an n8n version, or of the Node that runs it. */
export function sourceFolder(name: N8nVersion | 'node24'): string {
	return join(REPOSITORY, 'tools', 'n8n', name);
}
