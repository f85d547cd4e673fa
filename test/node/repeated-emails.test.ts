import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { people, sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

const options = (changes: INodeParameters) => ({ parameters: { options: changes } });

describe.each(POLLYBOTS)('Rows that repeat an email, $title', ({ profile, answered, sharesEmails }) => {
	const { create, sandbox, sent } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });

	const ann = { name: 'Ann', email: 'ann@example.com' };
	const again = { name: 'Ann Lee', email: ' ANN@example.com ' };

	it('cost one request in all, and say which lead was created', async () => {
		const run = await create([ann, ...people(1), again]);
		const [lead] = run.output('Created');
		expect(sent()).toHaveLength(2);
		expect(run.output('Duplicate')).toEqual([
			{
				json: {
					duplicate: true,
					duplicateOf: 'input',
					existingLeadId: lead?.json.id,
					email: 'ANN@example.com',
					code: 'DUPLICATE_EMAIL',
					message: 'The row repeats the email of item 1',
					lead: { name: 'Ann Lee', email: 'ANN@example.com' },
				},
				pairedItem: { item: 2 },
			},
		]);
		expect(run.hints).toEqual([
			including({ message: '1 row repeated the email of an earlier row and used no request.' }),
		]);
	});

	it('50 of them, ten at a time, are still one request', async () => {
		const run = await create(new Array<object>(50).fill(ann), options({ maxConcurrency: 10 }));
		expect(sandbox().requests).toHaveLength(1);
		expect(run.output('Duplicate')).toHaveLength(49);
	});

	it('if the first fails, the next is tried', async () => {
		sandbox().fault({ effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } } });
		const run = await create([ann, again, ann], { onError: 'continueErrorOutput' });
		expect(run.output('Error').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(run.output('Created').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(run.output('Duplicate').map(({ json }) => json.message)).toEqual(['The row repeats the email of item 2']);
		expect(sent()).toHaveLength(2);
	});

	it('with Return the Existing Lead: the lead that was created, at no request', async () => {
		const run = await create([ann, again], { parameters: { onDuplicate: 'returnExisting' } });
		const [created, repeated] = run.outputs[0] ?? [];
		expect(repeated?.json).toEqual({ ...created?.json, duplicate: true });
		expect(sandbox().requests).toHaveLength(1);
	});

	it('with Return the Existing Lead and an ID that is a number: the very same ID', async () => {
		sandbox().fault({ effect: { kind: 'altered', patch: answered({ id: 77 }) } });
		const run = await create([ann, again], { parameters: { onDuplicate: 'returnExisting' }, outsideContract: true });
		expect(run.outputs[0]?.map(({ json }) => json.id)).toEqual([77, 77]);
	});

	it('with Return the Existing Lead, or with Fail, the hint says so too', async () => {
		for (const onDuplicate of ['returnExisting', 'error']) {
			sandbox().reset();
			const run = await create([ann, again, ann], { parameters: { onDuplicate }, onError: 'continueErrorOutput' });
			expect(run.hints).toEqual([
				including({ message: '2 rows repeated the email of an earlier row and used no request.' }),
			]);
		}
	});

	it('when every response is lost, the second row finds the lead that the first one stored: created', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
		const run = await create([ann, ann], { ...options({ maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(run.output('Error').map(({ json }) => json.error)).toEqual([including({ code: 'UNCONFIRMED', item: 1 })]);
		expect(run.output('Created').map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[sandbox().leads()[0]?.id, { item: 1 }],
		]);
	});

	it('with Fail: they fail', async () => {
		const run = await create([ann, again], { parameters: { onDuplicate: 'error' }, onError: 'continueErrorOutput' });
		expect(run.output('Error')[0]?.json.error).toMatchObject({
			code: 'DUPLICATE_EMAIL',
			item: 2,
			field: 'email',
			message: containing('The row repeats the email of item 1, "ANN@example.com"'),
		});
		expect(sandbox().requests).toHaveLength(1);
	});

	it.each([
		['with Fail and a lead that exists', 'error', { existingLeadId: 'lead_1' }, 'is already in PollyBot (lead lead_1)'],
		['with Return the Existing Lead and no ID of it', 'returnExisting', {}, 'but did not return its ID'],
	])('%s: they fail alike, at one request', async (_, onDuplicate, details, message) => {
		const body = { success: false, error: 'Email already exists', code: 'DUPLICATE_EMAIL', details };
		sandbox().fault({ effect: { kind: 'status', status: 409, body }, times: 2 });
		const run = await create([ann, again], {
			parameters: { onDuplicate },
			onError: 'continueErrorOutput',
			outsideContract: true,
		});
		expect(run.output('Error').map(({ json }) => json.error)).toEqual(
			[1, 2].map((item) => including({ code: 'DUPLICATE_EMAIL', item, message: containing(message) })),
		);
		expect(sandbox().requests).toHaveLength(1);
	});

	it('for another chatbot are sent: PollyBot says whether the email is taken there too', async () => {
		const bots = ['cb_1234567890abcdef', 'cb_other', 'cb_other', 'cb_1234567890abcdef'];
		const run = await create(
			bots.map((bot) => ({ ...ann, bot })),
			{ parameters: { chatbotId: '={{ $json.bot }}' } },
		);
		expect(run.output('Created').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1].slice(0, sharesEmails ? 1 : 2).map((item) => ({ item })),
		);
		const [first, other] = sandbox().leads();
		expect(run.output('Duplicate').map(({ json }) => [json.duplicateOf, json.existingLeadId])).toEqual([
			...(sharesEmails ? [['workspace', first?.id]] : []),
			['input', (other ?? first)?.id],
			['input', first?.id],
		]);
		expect(sandbox().requests).toHaveLength(2);
	});
});
