import { hours, median, seconds } from './figures';
import type { Import } from './findings';
import type { Site } from './laboratory';
import { batchedInAnHour, batchingFor, HOUR, LIMIT, SHORT_WINDOW } from './pace';
import type { Bench } from './section';
import { countRefused } from './sites/refused';
import { httpRequestFields, people, pollyBotFields, type Subject } from './subjects';

const ROWS = 1000;

/** One way to import, and what its runs came to. */
interface Way {
	readonly label: string;
	readonly subject: Subject;
	readonly windowSeconds: number;
	readonly runs: Run[];
}

interface Run {
	/** Milliseconds. */
	readonly time: number;
	/** Answers with 429. */
	readonly refused: number;
}

/** Measures 1,000 new leads at a site, with PollyBot's limit: each way in turn, several times, and the median of each. */
export async function measureImport(bench: Bench, situation: string, site: Site): Promise<Import> {
	const own: Way = { label: 'PollyBot', subject: pollyBotFields(), windowSeconds: HOUR, runs: [] };
	const other: Way = {
		label: 'HTTP Request',
		subject: httpRequestFields(site.leadsUrl),
		windowSeconds: HOUR,
		runs: [],
	};
	const batched: Way = {
		label: 'HTTP Request, batched',
		subject: httpRequestFields(site.leadsUrl, batchingFor(SHORT_WINDOW)),
		windowSeconds: SHORT_WINDOW,
		runs: [],
	};
	// The first round warms n8n up and is not counted.
	for (const way of [own, other]) await runOnce(bench, situation, site, way);
	const rounds = bench.isQuick ? 1 : 3;
	for (let round = 1; round <= rounds; round += 1) {
		for (const way of [own, other, batched]) way.runs.push(await runOnce(bench, situation, site, way));
	}
	const batchedTime = medianTime(batched);
	return {
		situation: `1,000 rows, ${situation}`,
		pollyBot: seconds(medianTime(own)),
		httpDefault: seconds(medianTime(other)),
		httpBatched: `${hours(batchedInAnHour(batchedTime, ROWS))} (${seconds(batchedTime)} measured)`,
		refused: [own, other, batched].map(({ runs }) => Math.max(...runs.map(({ refused }) => refused))).join('; '),
	};
}

/** Throws if a row is neither stored nor refused: what fails early would look fast. */
async function runOnce(
	{ say, laboratory }: Bench,
	situation: string,
	site: Site,
	{ label, subject, windowSeconds }: Way,
): Promise<Run> {
	await site.sandbox.reset();
	await site.sandbox.setLimit(LIMIT, windowSeconds);
	const { measure } = await laboratory();
	const { time } = await measure({ ...subject, onError: 'continueErrorOutput' }, people(ROWS), site);
	const refused = await countRefused(site.sandbox);
	const { total: stored } = await site.sandbox.state(0);
	if (stored + refused !== ROWS) throw new Error(`${situation}, ${label}: ${stored} of ${ROWS} leads were stored.`);
	say(`${situation}: ${label}: ${seconds(time)}, ${refused} answers with 429`);
	return { time, refused };
}

const medianTime = ({ runs }: Way): number => median(runs.map(({ time }) => time));
