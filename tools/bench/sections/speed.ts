import { bareAxios } from '../bareAxios';
import { median, seconds } from '../figures';
import type { Result } from '../findings';
import type { Section } from '../section';
import {
	floor,
	httpRequestFields,
	httpRequestJson,
	people,
	pollyBotAutoMap,
	pollyBotFields,
	type Subject,
} from '../subjects';

/** The node's own default. */
const CONCURRENCY = 25;
const ROWS = 1000;

/** The time of 1,000 new leads: each subject in turn, several times, and the median of each. */
export const speed: Section = {
	name: 'speed',
	measure: async ({ isQuick, say, laboratory: open }) => {
		const runs = isQuick ? 1 : 5;
		const laboratory = await open();
		const { sandbox, leadsUrl: url } = laboratory.direct;
		const subjects: Record<string, Subject> = {
			'PollyBot, fields': pollyBotFields(),
			'PollyBot, auto-map': pollyBotAutoMap(),
			'HTTP Request, body fields': httpRequestFields(url),
			'HTTP Request, one JSON expression': httpRequestJson(url),
			'floor: bare request helper': floor(url, CONCURRENCY),
		};
		const times: Record<string, number[]> = {};
		// The first round warms n8n up and is not counted.
		for (let run = 0; run <= runs; run += 1) {
			const note = (label: string, time: number) => {
				say(`${run === 0 ? 'warm-up' : `run ${run} of ${runs}`}: ${label}: ${seconds(time)}`);
				if (run > 0) (times[label] ??= []).push(time);
			};
			for (const [label, subject] of Object.entries(subjects)) {
				await sandbox.reset();
				note(label, (await laboratory.measure(subject, people(ROWS))).time);
			}
			await sandbox.reset();
			note('limit: bare axios outside n8n', await bareAxios(url, laboratory.apiKey, ROWS, CONCURRENCY));
		}
		const time = (label: string) => median(times[label] ?? []);
		return {
			results: compare(time),
			bars: Object.keys(times).map((label) => ({ label, value: time(label), own: label.startsWith('PollyBot') })),
		};
	},
};

function compare(time: (label: string) => number): Result[] {
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
	return [
		against('1,000 new leads, four fields by expression', fields, 'HTTP Request, body fields', 0.35),
		against('the same', fields, 'HTTP Request, one JSON expression', 0.5),
		against('the same, auto-map', 'PollyBot, auto-map', 'HTTP Request, body fields', 0.3),
		against('the same, by expression', fields, 'floor: bare request helper', 1.15),
		against('the same', fields, 'limit: bare axios outside n8n'),
	];
}
