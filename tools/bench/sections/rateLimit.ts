import { grouped, hours, seconds } from '../figures';
import { batchedInAnHour, batchingFor, HOUR, LIMIT, SHORT_WINDOW, windowsInAnHour } from '../pace';
import type { Section } from '../section';
import { countRefused } from '../sites/refused';
import { UNLIMITED } from '../sites/sandboxProcess';
import { httpRequestFields, people, pollyBotFields, type Subject } from '../subjects';

const ROWS = 2500;

/** More rows than PollyBot takes in a window. */
export const rateLimit: Section = {
	name: 'rate-limit',
	measure: async ({ say, laboratory: open }) => {
		const laboratory = await open();
		const { sandbox, leadsUrl } = laboratory.direct;
		const run = async (label: string, subject: Subject) => {
			await sandbox.reset();
			await sandbox.setLimit(LIMIT, SHORT_WINDOW);
			const { time } = await laboratory.measure({ ...subject, onError: 'continueErrorOutput' }, people(ROWS));
			const refused = await countRefused(sandbox);
			const { total: created } = await sandbox.state(0);
			say(`${label}: ${seconds(time)}, ${refused} answers with 429, ${created} created`);
			return { time, refused, created };
		};
		const own = await run('PollyBot', pollyBotFields());
		const other = await run('HTTP Request', httpRequestFields(leadsUrl));
		const paced = await run('HTTP Request, batched', httpRequestFields(leadsUrl, batchingFor(SHORT_WINDOW)));
		await sandbox.setLimit(UNLIMITED, HOUR);
		return {
			results: [
				{
					work: `${grouped(ROWS)} rows, ${grouped(LIMIT)} requests a window (${SHORT_WINDOW} s)`,
					measured: `${own.refused} answers with 429; ${own.created} created`,
					compared: `HTTP Request: ${other.refused} answers with 429`,
					toReach: '0, all rows accounted for',
					reached: own.refused === 0 && own.created === ROWS,
				},
			],
			imports: [
				{
					situation: `${grouped(ROWS)} rows, ${grouped(LIMIT)} requests an hour`,
					pollyBot: `${hours(windowsInAnHour(own.time, ROWS))} (${seconds(own.time)} measured)`,
					httpDefault: `${seconds(other.time)}, ${grouped(ROWS - other.created)} rows refused`,
					httpBatched: `${hours(batchedInAnHour(paced.time, ROWS))} (${seconds(paced.time)} measured)`,
					refused: [own, other, paced].map(({ refused }) => grouped(refused)).join('; '),
				},
			],
		};
	},
};
