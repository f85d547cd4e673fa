import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { PROFILES, sandboxed, type CreateOptions } from './sandboxed';
import { ann, leadId, sendFields } from './sendFields';

describe.each(PROFILES)('Newer fields, PollyBot %s', (profile) => {
	const pollyBot = sandboxed({ profile });
	const { run, sandbox } = pollyBot;
	const bodies = () => sandbox().requests.map(({ body }) => body);
	const stored = () => sandbox().leads()[0];
	/** Of what only the newer service takes, the older one stores nothing. */
	const outsideContract = profile === '1.0';

	describe('priority and notes', () => {
		it('are sent by an update, cleaned', async () => {
			await sendFields(
				pollyBot,
				'update',
				{ next: ' Call back\n' },
				{ priority: 'URGENT', notes: '={{ $json.next }}' },
				{ outsideContract },
			);
			expect(bodies()).toEqual([{ notes: 'Call back', priority: 'URGENT' }]);
			const kept = profile === '2026' ? { notes: 'Call back', priority: 'URGENT' } : ann;
			expect(stored()).toMatchObject(kept);
		});

		it('notes are cleared by null', async () => {
			const lead = sandbox().addLead({ ...ann, notes: 'Called', phone: '1' });
			const parameters = { leadId, updateFields: { clear: ['notes', 'phone'] } };
			const { error } = await run('update', [{ id: lead.id }], { parameters, outsideContract });
			expect(error).toBeUndefined();
			expect(bodies()).toEqual([{ notes: null, phone: null }]);
			expect(stored()?.phone).toBeUndefined();
			expect(stored()?.notes).toBe(profile === '2026' ? undefined : 'Called');
		});

		it('are not sent by a create, which cannot set them', async () => {
			await sendFields(pollyBot, 'create', {}, { priority: 'HIGH', notes: 'x' });
			expect(bodies()).toEqual([ann]);
		});

		it.each(['LOW', 'MEDIUM', 'HIGH', 'URGENT'])('only leads of the priority %s are listed', async (priority) => {
			for (const other of ['LOW', 'MEDIUM', 'HIGH', 'URGENT'])
				sandbox().addLead({ name: other, email: `${other}@example.com`, priority: other });
			const result = await run('getAll', [{}], { parameters: { filters: { priority } } });
			expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual([priority]);
		});
	});

	describe.each(['NEGOTIATING', 'UNRESPONSIVE'])('the status %s', (status) => {
		it.each(['create', 'upsert'])('goes out in capitals from %s', async (operation) => {
			await sendFields(pollyBot, operation, {}, {}, { parameters: { status } });
			expect(bodies().map((body) => Object(body) as object)).toEqual(bodies().map(() => ({ ...ann, status })));
		});

		it.each([status, status.toLowerCase(), ` ${status.charAt(0)}${status.slice(1).toLowerCase()}`])(
			'goes out in capitals from an update that is given %j, and is stored',
			async (given) => {
				await sendFields(pollyBot, 'update', { given }, { status: '={{ $json.given }}' });
				expect(bodies()).toEqual([{ status }]);
				expect(stored()?.status).toBe(status);
			},
		);

		it('is a filter of Get Many', async () => {
			sandbox().addLead({ ...ann, status });
			sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
			const result = await run('getAll', [{}], { parameters: { filters: { status } } });
			expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual(['Ann']);
		});
	});
});

describe.each(PROFILES)('Limits, PollyBot %s', (profile) => {
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
