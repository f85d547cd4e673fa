import { grouped, megabytes, seconds } from '../figures';
import type { Section } from '../section';
import { countRefused } from '../sites/refused';
import { httpRequestFields, people, pollyBotFields, type Subject } from '../subjects';

/** The memory of a large import, with no limit in its way, each in an n8n that has run nothing else. */
export const memory: Section = {
	name: 'memory',
	measure: async ({ isQuick, say, laboratory: open }) => {
		const laboratory = await open();
		const { sandbox, leadsUrl } = laboratory.direct;
		const rows = isQuick ? 5000 : 50_000;
		const run = async (label: string, subject: Subject) => {
			await laboratory.restart();
			await sandbox.reset();
			const { time, peak } = await laboratory.measure({ ...subject, onError: 'continueErrorOutput' }, people(rows));
			const { total: created } = await sandbox.state(0);
			const lost = created === rows ? '' : `, ${grouped(rows - created)} rows lost`;
			say(`${label}: ${rows} rows: ${seconds(time)}, ${megabytes(peak)}${lost}`);
			return { cell: `${megabytes(peak)} (${seconds(time)}${lost})`, refused: await countRefused(sandbox) };
		};
		const own = await run('PollyBot', pollyBotFields());
		const other = await run('HTTP Request', httpRequestFields(leadsUrl));
		return {
			imports: [
				{
					situation: `${grouped(rows)} rows, no limit: peak memory`,
					pollyBot: own.cell,
					httpDefault: other.cell,
					httpBatched: '–',
					refused: `${own.refused}; ${other.refused}`,
				},
			],
		};
	},
};
