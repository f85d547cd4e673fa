import { join } from 'node:path';

import { REPOSITORY } from '../repository';

/** Where n8n and what it needs is installed; git ignores it. */
export const N8N_FOLDER = join(REPOSITORY, '.n8n');

/** The n8n versions that every test runs in: the newest, and the last of the 1.x line. */
export const N8N_VERSIONS = ['2.41.1', '1.123.81'] as const;

/** Those that the most important tests run in once a week. Their dependencies are not locked. */
export const OLDER_N8N_VERSIONS = ['2.20.12', '2.0.3', '1.100.1', '1.85.4'] as const;

const ALL = [...N8N_VERSIONS, ...OLDER_N8N_VERSIONS];

export type N8nVersion = (typeof ALL)[number];

/** The major version: n8n's behaviour and its REST API differ between these. */
export type N8nLine = 1 | 2;

/** What `npm run demo -- --n8n`, the benchmark and the end-to-end tests run unless they are told otherwise. */
export const N8N_VERSION: N8nVersion = '2.41.1';

/** The version that is asked for, by the environment variable `N8N_VERSION` if by nobody else. Throws if it is not here. */
export function chosenN8nVersion(asked = process.env.N8N_VERSION): N8nVersion {
	const version = asked?.trim() ?? '';
	if (version === '') return N8N_VERSION;
	const known = ALL.find((each) => each === version);
	if (known !== undefined) return known;
	throw new Error(`There is no n8n "${version}" here, only ${ALL.join(', ')}.`);
}

/** The line of a version. Throws if the version is unknown here. */
export function lineOf(version: string): N8nLine {
	if (version.startsWith('1.')) return 1;
	if (version.startsWith('2.')) return 2;
	throw new Error(`n8n "${version}" belongs to no line that is known here.`);
}

/** The committed package.json of an n8n version, or of the Node that runs it, and its lock file if it has one. */
export function sourceFolder(name: N8nVersion | 'node22' | 'node24'): string {
	return join(REPOSITORY, 'tools', 'n8n', name);
}
