import { FLAT } from './support/memory';
import { enterReport, longest, writeReport } from './support/report';
import { readSettings } from './support/settings';
import { soak, type SoakResult } from './support/soak';

const settings = readSettings();

/** Beside the time itself: to start, and for the last rows. */
const MINUTES_AROUND = 25;

/** A process that lived shorter than this is still warming up. */
const MINUTES_TO_JUDGE_MEMORY = 20;

let result: SoakResult;

beforeAll(
	async () => {
		result = await soak(settings);
		const report = writeReport(settings, result);
		process.stderr.write(`\n${report}\n\nWhat happened in detail: ${result.folder}\n`);
		if (settings.write) enterReport(report);
	},
	(settings.minutes + MINUTES_AROUND) * 60_000,
);

it('everything that was to go wrong went wrong', () => {
	expect(result.restarted).toEqual(['PostgreSQL', 'Redis']);
	expect(result.workersKilled).toBeGreaterThan(0);
	expect(Object.keys(result.sender.died).length).toBeGreaterThan(0);
	expect(Object.keys(result.requests.faults).length).toBeGreaterThan(5);
	expect(result.requests.limited).toBeGreaterThan(0);
	expect(result.sender.rowsSent).toBeGreaterThan(settings.rows);
});

it('every import is done in the end', () => {
	expect(result.undelivered).toBeUndefined();
});

it('no lead is lost', () => {
	expect(result.verdict.lost).toEqual([]);
	expect(result.leads).toBeGreaterThan(settings.rows / 2);
});

it('no lead is stored twice', () => {
	expect(result.verdict.doubled).toEqual([]);
});

it('no row is called a duplicate of a lead that its own execution stored', () => {
	expect(result.verdict.falseDuplicates).toEqual([]);
});

it('no row is called created when another execution had stored its lead', () => {
	expect(result.verdict.falselyCreated).toEqual([]);
});

it('every row of every execution that succeeded is on exactly one output', () => {
	expect(result.executions.length).toBeGreaterThanOrEqual(result.batches);
	expect(result.verdict.unaccounted).toEqual([]);
});

it('the API key is in no record of an execution', () => {
	expect(result.recordsRead).toBeGreaterThanOrEqual(result.executions.length);
	expect(result.recordsWithKey).toEqual([]);
});

it('the memory of the processes that live on is flat', () => {
	const old = longest(result.memory).filter(({ minutes }) => minutes >= MINUTES_TO_JUDGE_MEMORY);
	// A short run tells nothing of memory.
	if (settings.minutes >= 2 * MINUTES_TO_JUDGE_MEMORY) {
		expect(old.map((course) => course.process)).toContain('steady worker');
	}
	expect(old.filter(({ growth }) => growth > FLAT)).toEqual([]);
});
