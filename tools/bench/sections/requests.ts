import type { Section } from '../section';
import { httpRequestFields, pollyBotFields, UNTIDY, type Subject } from '../subjects';

/** The requests for 1,000 rows of which some repeat an email and some are invalid. */
export const requests: Section = {
	name: 'requests',
	measure: async ({ laboratory: open }) => {
		const laboratory = await open();
		const { sandbox, leadsUrl } = laboratory.direct;
		const count = async (subject: Subject) => {
			await sandbox.reset();
			const { items } = await laboratory.measure({ ...subject, onError: 'continueErrorOutput' }, UNTIDY);
			return { items, sent: (await sandbox.log()).length };
		};
		const own = await count(pollyBotFields());
		const other = await count(httpRequestFields(leadsUrl));
		return {
			results: [
				{
					work: '1,000 rows, 100 repeat an email, 50 are invalid',
					measured: `${own.sent} requests; ${own.items.join(' + ')} items`,
					compared: `HTTP Request: ${other.sent} requests`,
					toReach: 'exactly 850',
					reached: own.sent === 850 && own.items.reduce((all, items) => all + items, 0) === 1000,
				},
			],
		};
	},
};
