import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REPOSITORY } from '~/tools/repository';
import { bareAxios } from './bareAxios';
import { barChart, type Bar } from './chart';
import { openLaboratory, type Laboratory, type Measurement } from './laboratory';
import { markdownTable, median, seconds, type Result } from './results';
import {
	floor,
	httpRequestFields,
	httpRequestJson,
	people,
	pollyBotAutoMap,
	pollyBotFields,
	UNTIDY,
	type Subject,
} from './subjects';

/** The node's own default. */
const CONCURRENCY = 25;
const ROWS = 1000;

const QUICK = process.argv.includes('--quick');
const WRITE = process.argv.includes('--write');
const RUNS = QUICK ? 1 : 5;

const say = (line: string) => {
	console.log(line);
};

/** The time of 1,000 new leads: each subject in turn, several times, and the median of each. */
async function speed(laboratory: Laboratory): Promise<{ results: Result[]; bars: Bar[] }> {
	const url = laboratory.leadsUrl;
	const subjects: Record<string, Subject> = {
		'PollyBot, fields': pollyBotFields(),
		'PollyBot, auto-map': pollyBotAutoMap(),
		'HTTP Request, body fields': httpRequestFields(url),
		'HTTP Request, one JSON expression': httpRequestJson(url),
		'floor: bare request helper': floor(url, CONCURRENCY),
	};
	const times: Record<string, number[]> = {};
	// The first round warms n8n up and is not counted.
	for (let run = 0; run <= RUNS; run += 1) {
		const note = (label: string, time: number) => {
			say(`${run === 0 ? 'warm-up' : `run ${run} of ${RUNS}`}: ${label}: ${seconds(time)}`);
			if (run > 0) (times[label] ??= []).push(time);
		};
		for (const [label, subject] of Object.entries(subjects)) {
			await laboratory.sandbox.reset();
			note(label, (await laboratory.measure(subject, people(ROWS))).time);
		}
		await laboratory.sandbox.reset();
		note('limit: bare axios outside n8n', await bareAxios(url, laboratory.apiKey, ROWS, CONCURRENCY));
	}
	const time = (label: string) => median(times[label] ?? []);
	const against = (work: string, label: string, other: string, most?: number): Result => {
		const ratio = time(label) / time(other);
		return {
			work,
			measured: seconds(time(label)),
			compared: `${other}: ${seconds(time(other))}; ratio ${ratio.toFixed(2)}`,
			toReach: most === undefined ? '' : `≤ ${most}`,
			reached: most === undefined ? undefined : ratio <= most,
		};
	};
	const fields = 'PollyBot, fields';
	return {
		results: [
			against('1,000 new leads, four fields by expression', fields, 'HTTP Request, body fields', 0.65),
			against('the same', fields, 'HTTP Request, one JSON expression', 0.9),
			against('the same, auto-map', 'PollyBot, auto-map', 'HTTP Request, body fields', 0.45),
			against('the same, by expression', fields, 'floor: bare request helper', 1.15),
			against('the same', fields, 'limit: bare axios outside n8n'),
		],
		bars: Object.keys(times).map((label) => ({ label, value: time(label), own: label.startsWith('PollyBot') })),
	};
}

const requests = async ({ sandbox }: Laboratory) => await sandbox.log();

async function requestsSent(laboratory: Laboratory): Promise<Result> {
	await laboratory.sandbox.reset();
	const own = await laboratory.measure(pollyBotFields({}, 'continueErrorOutput'), UNTIDY);
	const ours = (await requests(laboratory)).length;
	await laboratory.sandbox.reset();
	await laboratory.measure({ ...httpRequestFields(laboratory.leadsUrl), onError: 'continueErrorOutput' }, UNTIDY);
	return {
		work: '1,000 rows, 100 repeat an email, 50 are invalid',
		measured: `${ours} requests; ${own.items.join(' + ')} items`,
		compared: `HTTP Request: ${(await requests(laboratory)).length} requests`,
		toReach: 'exactly 850',
		reached: ours === 850 && sum(own) === ROWS,
	};
}

async function rateLimit(laboratory: Laboratory): Promise<Result> {
	const refused = async () => (await requests(laboratory)).filter(({ status }) => status === 429).length;
	const measure = async (subject: Subject) => {
		await laboratory.sandbox.reset();
		await laboratory.sandbox.setLimit(1000, 20);
		const measurement = await laboratory.measure({ ...subject, onError: 'continueErrorOutput' }, people(2500));
		return { measurement, refused: await refused() };
	};
	const own = await measure(pollyBotFields());
	const other = await measure(httpRequestFields(laboratory.leadsUrl));
	await laboratory.sandbox.setLimit(1_000_000, 3600);
	return {
		work: '2,500 rows, 1,000 requests a window (20 s)',
		measured: `${own.refused} answers with 429; ${own.measurement.items[0]} created`,
		compared: `HTTP Request: ${other.refused} answers with 429`,
		toReach: '0, all rows accounted for',
		reached: own.refused === 0 && own.measurement.items[0] === 2500,
	};
}

async function lostAnswers(laboratory: Laboratory): Promise<Result> {
	await laboratory.sandbox.reset();
	for (let nth = 50; nth < ROWS; nth += 100) {
		await laboratory.sandbox.fault({ match: { method: 'POST', nth }, effect: { kind: 'drop', when: 'after' } });
		await laboratory.sandbox.fault({
			match: { method: 'POST', nth: nth + 15 },
			effect: { kind: 'drop', when: 'before' },
		});
		const body = { success: false, error: 'Service unavailable' };
		await laboratory.sandbox.fault({
			match: { method: 'POST', nth: nth + 30 },
			effect: { kind: 'status', status: 503, body },
		});
	}
	const { items } = await laboratory.measure(pollyBotFields({}, 'continueErrorOutput'), people(ROWS));
	const stored = (await laboratory.sandbox.state()).leads.length;
	return {
		work: '1 % dropped after the lead is stored, 1 % before, 1 % 503',
		measured: `${ROWS - stored} leads lost, ${items[1]} false duplicates, ${items[0]} created`,
		compared: '',
		toReach: '0; 0',
		reached: stored === ROWS && items[1] === 0 && items[0] === ROWS,
	};
}

/** Memory is measured in an n8n that has run nothing else, time in one that is warmed up; the subjects take turns. */
async function growth(laboratory: Laboratory): Promise<Result[]> {
	const few = ROWS;
	const many = QUICK ? 5000 : 50_000;
	const compared = 5000;
	const own = { label: 'PollyBot', subject: pollyBotFields() };
	const other = { label: 'HTTP Request', subject: httpRequestFields(laboratory.leadsUrl) };
	const times: Record<'few' | 'many', number[]> = { few: [], many: [] };
	const memories: Record<string, number[]> = { [own.label]: [], [other.label]: [] };
	const perRow = async ({ label, subject }: typeof own, count: number) => {
		await laboratory.sandbox.reset();
		const { time, memory } = await laboratory.measure(subject, people(count));
		say(`${label}: ${count} rows: ${seconds(time)}, ${Math.round(memory / 1e6)} MB more`);
		return { time: time / count, memory: memory / count };
	};
	for (let run = 1; run <= RUNS; run += 1) {
		for (const each of run % 2 === 1 ? [own, other] : [other, own]) {
			await laboratory.restart();
			memories[each.label]?.push((await perRow(each, compared)).memory);
		}
		await laboratory.restart();
		await perRow(own, few);
		times.few.push((await perRow(own, few)).time);
		times.many.push((await perRow(own, many)).time);
	}
	const [small, large] = [median(times.few), median(times.many)];
	const [memory, otherMemory] = [median(memories[own.label] ?? []), median(memories[other.label] ?? [])];
	const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
	return [
		{
			work: `${few.toLocaleString('en')} → ${many.toLocaleString('en')} rows: time a row`,
			measured: `${small.toFixed(2)} → ${large.toFixed(2)} ms`,
			compared: `ratio ${(large / small).toFixed(2)}`,
			toReach: '≤ 1.2',
			reached: large / small <= 1.2,
		},
		{
			work: `peak memory a row, ${compared.toLocaleString('en')} rows`,
			measured: kilobytes(memory),
			compared: `HTTP Request: ${kilobytes(otherMemory)}`,
			toReach: 'not above HTTP Request',
			reached: memory <= otherMemory,
		},
	];
}

function sum({ items }: Measurement): number {
	return items.reduce((all, count) => all + count, 0);
}

async function write(table: string, chart: string): Promise<void> {
	await writeFile(path.join(REPOSITORY, 'docs', 'images', 'performance.svg'), chart);
	const file = path.join(REPOSITORY, 'docs', 'performance.md');
	const page = await readFile(file, 'utf8');
	await writeFile(file, page.replace(/(<!-- table -->\n)[^]*(\n<!-- end of table -->)/, `$1\n${table}\n$2`));
}

async function main(): Promise<void> {
	const laboratory = await openLaboratory(20, say);
	try {
		const { results, bars } = await speed(laboratory);
		const all = [
			...results,
			await requestsSent(laboratory),
			await rateLimit(laboratory),
			await lostAnswers(laboratory),
			...(await growth(laboratory)),
		];
		const table = markdownTable(all);
		say(`\n${table}`);
		if (WRITE) await write(table, barChart('1,000 new leads, the service answers in 20 ms', bars));
	} finally {
		await laboratory.close();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
