import { seconds } from '../figures';
import type { Section } from '../section';
import { people, pollyBotUpdate } from '../subjects';

const ROWS = 1000;

/** What it costs to find the leads of an update by their emails, beside their IDs. */
export const lookUp: Section = {
	name: 'look-up',
	measure: async ({ say, laboratory: open }) => {
		const laboratory = await open();
		const { sandbox } = laboratory.direct;
		await sandbox.reset();
		const ids: string[] = [];
		for (let number = 0; number < ROWS; number += 1) {
			const lead = await sandbox.addLead({ name: `Person ${number}`, email: `person${number}@example.com` });
			ids.push(lead.id);
		}
		const update = async (mode: 'id' | 'email', rows: string) => {
			const before = (await sandbox.state(0)).requests.total;
			const { time, items } = await laboratory.measure(pollyBotUpdate(mode), rows);
			if (items[0] !== ROWS) throw new Error(`By ${mode}, ${items[0]} of ${ROWS} leads were updated.`);
			const requests = (await sandbox.state(0)).requests.total - before;
			say(`update by ${mode}: ${seconds(time)}, ${requests} requests`);
			return `${seconds(time)}, ${requests} requests`;
		};
		const byId = `${JSON.stringify(ids)}.map((id, i) => ({ id, phone: '+1-555-' + i }))`;
		// The first run warms n8n up and is not counted.
		await update('id', byId);
		const own = await update('email', people(ROWS));
		const other = await update('id', byId);
		await sandbox.reset();
		return {
			results: [{ work: '1,000 leads updated, found by their email', measured: own, compared: `by ID: ${other}` }],
		};
	},
};
