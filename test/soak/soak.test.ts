import { randomInt } from 'node:crypto';

import { report } from './support/report';
import { soak, type SoakResult } from './support/soak';

const setting = (name: string, usual: number) => Number(process.env[name] ?? usual);

/** For how long rows are sent and things go wrong. */
const MINUTES = setting('SOAK_MINUTES', 60);
const ROWS = setting('SOAK_ROWS', MINUTES * 1500);
const SEED = setting('SOAK_SEED', randomInt(2 ** 31));

/** A process's memory is flat if the second half of its life needs at most so many times as much as the first. */
const FLAT = 1.15;

let result: SoakResult;

beforeAll(
	async () => {
		const title = `${ROWS} rows in ${MINUTES} minutes, seed ${SEED}`;
		process.stderr.write(`${title}\n`);
		result = await soak(SEED, ROWS, MINUTES);
		process.stderr.write(`\n${report(title, result)}\n`);
	},
	// Beside the time itself: to start, and for the last rows.
	(MINUTES + 25) * 60_000,
);

it('Everything that was to go wrong went wrong, and every import is done in the end', () => {
	const { happened } = result;
	expect(happened['imports done']).toBe(happened.imports);
	expect(happened['servers restarted']).toEqual(['postgres', 'redis']);
	expect(happened['workers killed']).toBeGreaterThan(0);
	expect(happened['rejected with 429']).toBeGreaterThan(0);
	expect(happened['rows sent']).toBeGreaterThan(ROWS);
	expect(happened.executions.filter((end) => end !== 'success')).not.toEqual([]);
	expect(new Set(happened.faults).size).toBeGreaterThan(5);
	const said = ['created', 'updated', 'duplicate', 'repeat', 'response', 'VALIDATION_ERROR', 'UNCONFIRMED'];
	expect(happened['rows of those that succeeded']).toEqual(expect.arrayContaining(said));
});

it.each([
	['No lead is lost', 'lost'],
	['No lead is stored twice, and no message is sent twice', 'doubled'],
	['What an execution said of a row is what happened', 'falsely reported'],
	['Every row of every execution that succeeded is on exactly one output', 'unaccounted'],
	['The polling trigger tells every lead', 'missed by the polling trigger'],
	['The polling trigger tells no lead twice', 'told twice'],
	['The API key is in no record of an execution', 'records with the API key'],
] as const)('%s', (_, kind) => {
	expect(result.verdict[kind]).toEqual([]);
});

it('The memory of the processes that live on is flat', () => {
	const courses = Object.values(result.memory);
	// A short run tells nothing of memory.
	if (MINUTES >= 40) expect(courses.filter(([first = 0, second = 0]) => !(second <= FLAT * first))).toEqual([]);
});
