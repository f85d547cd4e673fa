import { FLAT, longest } from './support/memory';
import { enterReport, writeReport } from './support/report';
import { settingsSchema, soak, type SoakResult } from './support/soak';

const settings = settingsSchema.parse(process.env);

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
		if (settings.SOAK_WRITE === '1') enterReport(report);
	},
	(settings.SOAK_MINUTES + MINUTES_AROUND) * 60_000,
);

it('Everything that was to go wrong went wrong', () => {
	const { restarted, fleet, sender, requests } = result;
	expect(restarted).toEqual(['postgres', 'redis']);
	expect(fleet.killed).toBeGreaterThan(0);
	expect(sender.deaths).not.toEqual([]);
	expect(new Set(requests.faults).size).toBeGreaterThan(5);
	expect(requests.limited).toBeGreaterThan(0);
	expect(sender.rowsSent).toBeGreaterThan(settings.SOAK_ROWS);
});

it('Every import is done in the end', () => {
	expect(result.undelivered).toBeUndefined();
	expect(result.leads).toBeGreaterThan(settings.SOAK_ROWS / 2);
	expect(result.executions.length).toBeGreaterThanOrEqual(result.imports);
});

it.each([
	['No lead is lost', 'lost'],
	['No lead is stored twice', 'doubled'],
	['No row is called a duplicate of a lead that its own execution stored', 'falseDuplicates'],
	['No row is called created when another execution had stored its lead', 'falselyCreated'],
	['Every row of every execution that succeeded is on exactly one output', 'unaccounted'],
] as const)('%s', (_, kind) => {
	expect(result.verdict[kind]).toEqual([]);
});

it('The API key is in no record of an execution', () => {
	expect(result.records.count).toBeGreaterThanOrEqual(result.executions.length);
	expect(result.records.withKey).toEqual([]);
});

it('The memory of the processes that live on is flat', () => {
	const old = longest(result.memory).filter(({ minutes }) => minutes >= MINUTES_TO_JUDGE_MEMORY);
	// A short run tells nothing of memory.
	if (settings.SOAK_MINUTES >= 2 * MINUTES_TO_JUDGE_MEMORY) {
		expect(old.map((course) => course.process)).toContain('steady worker');
	}
	expect(old.filter(({ firstHalf, secondHalf }) => secondHalf > FLAT * firstHalf)).toEqual([]);
});
