import { grouped, megabytes, seconds } from '../figures';
import type { Laboratory } from '../laboratory';
import type { Section } from '../section';
import { httpRequestPages, pollyBotGetMany, type Subject } from '../subjects';

/** So many leads are put into the sandbox at a time. */
const SEEDERS = 20;
/** The one item that starts the list. */
const ONE_ROW = '[{}]';

/** A list of all leads, against HTTP Request with its pagination and Split Out. */
export const getMany: Section = {
	name: 'get-many',
	measure: async ({ isQuick, say, laboratory: open }) => {
		const laboratory = await open();
		const { sandbox, leadsUrl } = laboratory.direct;
		const leads = isQuick ? 5000 : 50_000;
		await sandbox.reset();
		await seed(laboratory, leads);
		const run = async (label: string, subject: Subject) => {
			await laboratory.restart();
			const before = (await sandbox.state(0)).requests.total;
			const { time, peak, items } = await laboratory.measure(subject, ONE_ROW);
			if (items[0] !== leads) throw new Error(`${label} listed ${items[0]} of ${leads} leads.`);
			const requests = (await sandbox.state(0)).requests.total - before;
			say(`${label}: ${leads} leads: ${seconds(time)}, ${requests} requests, ${megabytes(peak)}`);
			return `${seconds(time)}, ${requests} requests, ${megabytes(peak)} at most`;
		};
		const own = await run('PollyBot', pollyBotGetMany());
		const other = await run('HTTP Request', httpRequestPages(leadsUrl));
		await sandbox.reset();
		return {
			results: [
				{
					work: `Get Many of ${grouped(leads)} leads, Return All`,
					measured: own,
					compared: `HTTP Request with pagination, and Split Out: ${other}`,
				},
			],
		};
	},
};

async function seed({ direct: { sandbox } }: Laboratory, leads: number): Promise<void> {
	let next = 0;
	const seeder = async () => {
		while (next < leads) {
			const number = next++;
			await sandbox.addLead({
				name: `Person ${number}`,
				email: `person${number}@example.com`,
				phone: `+1-555-${number}`,
				source: 'benchmark',
			});
		}
	};
	await Promise.all(Array.from({ length: SEEDERS }, seeder));
}
