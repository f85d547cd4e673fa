import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { PROFILES, sandboxed, type CreateOptions } from '../sandboxed';
import { sendFields } from './sendFields';

describe.each(PROFILES)('with a PollyBot of the profile %s', (profile) => {
	const pollyBot = sandboxed({ profile });
	const { sandbox } = pollyBot;

	describe('a value that is longer than PollyBot takes is sent, and its rejection names the limit', () => {
		const long = (most: number) => 'x'.repeat(most + 1);
		const limited: ReadonlyArray<readonly [field: string, most: number]> = [
			['phone', 20],
			['source', 50],
			['company', 100],
			['message', 1000],
			['discord', 50],
		];

		it.each([...limited, ['name', 100] as const])('%s in an update: %d', async (field, most) => {
			await expectRefusal('update', { [field]: long(most) }, field, saysLength(most));
		});

		// The older service ignores what it does not know.
		if (profile === '2026')
			it('notes: 2,000', async () => {
				await expectRefusal('update', { notes: long(2000) }, 'notes', saysLength(2000));
			});

		it.each(limited)('%s in a new lead: %d', async (field, most) => {
			const parameters = field === 'phone' || field === 'source' ? { [field]: long(most) } : {};
			await expectRefusal('create', { [field]: long(most) }, field, saysLength(most), { parameters });
		});

		it.each(['create', 'upsert', 'update'])('tags in %s: 10, of 50 characters', async (operation) => {
			const eleven = Array.from({ length: 11 }, (_, index) => index).join(',');
			await expectRefusal(operation, { tags: eleven }, 'tags', 'takes at most 10 tags, and there are 11.');
			sandbox().reset();
			await expectRefusal(operation, { tags: `a,${long(50)}` }, 'tags.1', saysLength(50));
		});

		it('also where PollyBot does not say what it found', async () => {
			const details = { field: 'tags' };
			const body = { success: false, error: 'Validation failed', code: 'VALIDATION_ERROR', details };
			sandbox().fault({ effect: { kind: 'status', status: 400, body } });
			await expectRefusal(
				'update',
				{ tags: `a,${long(50)}` },
				'tags',
				'takes tags of at most 50 characters, and one has 51.',
			);
		});

		it('a value that is rejected for another reason is not said to be too long', async () => {
			const result = await sendFields(
				pollyBot,
				'create',
				{},
				{ urgency: '={{ "now" }}' },
				{ onError: 'continueErrorOutput', outsideContract: true },
			);
			expect(result.output('Error')[0]?.json.error).toMatchObject({
				message: 'PollyBot rejected the field \'Urgency\' ("now"). Correct it in the row and run it again. [Item 1]',
			});
		});

		function saysLength(most: number): string {
			const [limit, has] = [most, most + 1].map((count) => count.toLocaleString('en-US'));
			return `takes at most ${limit} characters, and this has ${has}.`;
		}

		async function expectRefusal(
			operation: string,
			fields: INodeParameters,
			field: string,
			why: string,
			options: CreateOptions = {},
		) {
			const result = await sendFields(pollyBot, operation, {}, fields, {
				...options,
				onError: 'continueErrorOutput',
				outsideContract: true,
			});
			expect(result.output('Error').map(({ json }) => json.error)).toEqual([
				including({
					code: 'VALIDATION_ERROR',
					field,
					message: containing(`: it ${why} Shorten it in the row and run it again.`),
				}),
			]);
			expect(sandbox().requests).toHaveLength(1);
		}
	});
});
