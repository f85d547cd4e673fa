import type { Section } from '../section';
import { people, pollyBotFields } from '../subjects';

const ROWS = 1000;

/** What becomes of 1,000 rows when answers are lost. */
export const lostAnswers: Section = {
	name: 'lost-answers',
	measure: async ({ laboratory: open }) => {
		const laboratory = await open();
		const { sandbox } = laboratory.direct;
		await sandbox.reset();
		const body = { success: false, error: 'Service unavailable' };
		for (let nth = 50; nth < ROWS; nth += 100) {
			await sandbox.fault({ match: { method: 'POST', nth }, effect: { kind: 'drop', when: 'after' } });
			await sandbox.fault({ match: { method: 'POST', nth: nth + 15 }, effect: { kind: 'drop', when: 'before' } });
			await sandbox.fault({ match: { method: 'POST', nth: nth + 30 }, effect: { kind: 'status', status: 503, body } });
		}
		const { items } = await laboratory.measure(pollyBotFields({}, 'continueErrorOutput'), people(ROWS));
		const { total: stored } = await sandbox.state(0);
		return {
			results: [
				{
					work: '1 % dropped after the lead is stored, 1 % before, 1 % 503',
					measured: `${ROWS - stored} leads lost, ${items[1]} false duplicates, ${items[0]} created`,
					toReach: '0; 0',
					reached: stored === ROWS && items[1] === 0 && items[0] === ROWS,
				},
			],
		};
	},
};
