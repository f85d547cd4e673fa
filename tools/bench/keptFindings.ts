import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { REPOSITORY } from '~/tools/repository';
import { findingsSchema, type Findings } from './findings';

const keptSchema = z.record(z.object({ measuredAt: z.string(), findings: findingsSchema }));

/** The findings of sections by their name, with the time (ISO 8601) at which each was measured. */
export type KeptFindings = z.infer<typeof keptSchema>;

/** Those of quick runs are kept apart: no table holds both. */
const fileOf = (isQuick: boolean) => path.join(REPOSITORY, '.build', 'bench', isQuick ? 'quick.json' : 'full.json');

export async function readKept(isQuick: boolean): Promise<KeptFindings> {
	const file = fileOf(isQuick);
	return existsSync(file) ? keptSchema.parse(JSON.parse(await readFile(file, 'utf8'))) : {};
}

/** Keeps what a section found, instead of what it found before. */
export async function keep(isQuick: boolean, name: string, findings: Findings): Promise<void> {
	const kept = { ...(await readKept(isQuick)), [name]: { measuredAt: new Date().toISOString(), findings } };
	const file = fileOf(isQuick);
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, JSON.stringify(kept, undefined, '\t'));
}
