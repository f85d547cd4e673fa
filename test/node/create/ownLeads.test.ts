import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { people, sandboxed } from '../sandboxed';
import { POLLYBOTS } from '../pollyBots';

const options = (changes: INodeParameters) => ({ parameters: { options: changes } });
const at = (output: Array<{ json: { email?: unknown } }>) => output.map(({ json }) => json.email);

describe.each(POLLYBOTS)('$title', ({ profile, answered, sharesEmails }) => {
	const { create, sandbox, sent } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });

	describe('rows that repeat an email', () => {
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

		it('of an existing lead: each says so', async () => {
			const known = sandbox().addLead(ann);
			const run = await create([again, ann]);
			expect(run.output('Duplicate').map(({ json }) => [json.duplicateOf, json.existingLeadId])).toEqual([
				['workspace', known.id],
				['input', known.id],
			]);
			expect(sandbox().requests).toHaveLength(1);
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

		it('with Fail, of an existing lead: they fail without a request', async () => {
			sandbox().addLead(ann);
			const run = await create([ann, again, ann], {
				parameters: { onDuplicate: 'error' },
				onError: 'continueErrorOutput',
			});
			expect(run.output('Error').map(({ json }) => json.error)).toEqual(
				[1, 2, 3].map((item) => including({ code: 'DUPLICATE_EMAIL', item })),
			);
			expect(sandbox().requests).toHaveLength(1);
		});

		it.each([
			['every answer is lost', { kind: 'drop', when: 'after' }, 'UNCONFIRMED'],
			['the answer is empty', { kind: 'empty', after: true }, 'NOT_POLLYBOT'],
			['the answer is a page', { kind: 'status', status: 200, body: '<!doctype html>', after: true }, 'NOT_POLLYBOT'],
		] as const)(
			'when %s, the second row finds the lead that the first one stored: created',
			async (_, effect, code) => {
				sandbox().fault({ effect });
				const run = await create([ann, ann], { ...options({ maxRetries: 0 }), onError: 'continueErrorOutput' });
				expect(run.output('Error').map(({ json }) => json.error)).toEqual([including({ code, item: 1 })]);
				expect(run.output('Created').map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
					[sandbox().leads()[0]?.id, { item: 1 }],
				]);
			},
		);

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

		it('are all sent when Skip Repeated Emails is off', async () => {
			const run = await create([ann, again], options({ dedupeInput: false }));
			expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['workspace']);
			expect(sandbox().requests).toHaveLength(2);
		});
	});

	describe('a create whose answer was lost', () => {
		const lost = [
			['a connection that dropped', { kind: 'drop', when: 'after' }],
			['a cut body', { kind: 'cut' }],
			['a gateway’s error', { kind: 'status', status: 502, after: true, body: 'Bad Gateway' }],
		] as const;

		it.each(lost)('is created, once, whatever the retry answers: %s', async (_, effect) => {
			sandbox().fault({ match: { email: 'person1@example.com', method: 'POST' }, effect });
			const run = await create(people(3), {
				parameters: {
					metadata: { assignments: [{ id: '1', name: 'x', value: '{"y":[1,null]}', type: 'object' }] },
					status: 'contacted',
				},
			});
			expect(at(run.output('Created'))).toEqual(people(3).map(({ email }) => email));
			expect(run.output('Duplicate')).toEqual([]);
			expect(sandbox().leads()).toHaveLength(3);
		});

		it('is created also when PollyBot stores no metadata, as newer ones do', async () => {
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'altered', patch: answered({ metadata: null }) } });
			const metadata = { assignments: [{ id: '1', name: 'city', value: 'Berlin', type: 'string' }] };
			const run = await create(people(1), { parameters: { metadata } });
			expect(at(run.output('Created'))).toEqual(['person0@example.com']);
			expect(run.output('Created')[0]?.json).not.toHaveProperty('metadata');
		});

		it.each(['new', 'contacted', 'lost', 'follow_up', 'NEGOTIATING'])(
			'is created whatever status was sent, also where PollyBot sets its own: %s',
			async (status) => {
				sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
				const tags = { tags: 'VIP, fair', customFields: '{"budget": 5000}', urgency: 'high' };
				const parameters = { status, phone: '+1-555-123-4567', source: 'web', additionalFields: tags };
				const run = await create(people(1), { parameters, outsideContract: true });
				expect(run.output('Created').map(({ json }) => json.id)).toEqual([sandbox().leads()[0]?.id]);
				expect(run.output('Duplicate')).toEqual([]);
			},
		);

		it('is a duplicate if the existing lead has other fields, created in the same second', async () => {
			sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
			const running = create(people(1), { parameters: { phone: '555 1234' } });
			while (sandbox().requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
			const other = sandbox().addLead({ name: 'Person 0', email: 'person0@example.com', phone: '555 9999' });
			expect((await running).output('Duplicate').map(({ json }) => json.existingLeadId)).toEqual([other.id]);
		});

		it('is a duplicate if somebody else’s lead was there before', async () => {
			const createdAt = new Date(Date.now() - 60_000).toISOString();
			sandbox().addLead({ name: 'Person 0', email: 'person0@example.com', status: 'new', createdAt });
			sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
			const run = await create(people(1));
			expect(run.output('Created')).toEqual([]);
			expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['workspace']);
		});

		it('is a duplicate if the existing lead is another', async () => {
			const body = { success: false, error: 'Service unavailable' };
			sandbox().fault({ effect: { kind: 'status', status: 503, body, headers: { 'retry-after': '1' } } });
			const running = create(people(1));
			while (sandbox().requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
			const other = sandbox().addLead({ name: 'Somebody Else', email: 'person0@example.com' });
			const run = await running;
			expect(run.output('Duplicate').map(({ json }) => [json.duplicateOf, json.existingLeadId])).toEqual([
				['workspace', other.id],
			]);
			expect(sandbox().requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
		});

		it('is unconfirmed when the existing lead cannot be looked at', async () => {
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
			sandbox().fault({
				match: { method: 'GET' },
				effect: { kind: 'status', status: 403, body: { success: false } },
				times: 9,
			});
			const run = await create(people(1), { onError: 'continueErrorOutput' });
			expect(run.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', item: 1 });
		});
	});

	describe('Retry On Fail', () => {
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const refuse = (email: string, times: number) => {
			sandbox().fault({
				match: { email },
				times,
				effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } },
			});
		};
		/** How often each person was sent. */
		const counts = () =>
			people(4).map(({ email }) => sent().filter((body) => JSON.stringify(body).includes(email)).length);

		it('with Stop: rows that the first try finished are not sent again', async () => {
			refuse('person2@example.com', 1);
			const run = await create(people(4), { node, ...options({ maxConcurrency: 1 }) });
			expect(run.status).toBe('success');
			expect(at(run.output('Created'))).toEqual(people(4).map(({ email }) => email));
			expect(counts()).toEqual([1, 1, 2, 1]);
		});

		it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
			'with %s: a failed row after others starts no second try',
			async (onError) => {
				refuse('person0@example.com', Infinity);
				const run = await create(people(4), { node, onError });
				expect(run.outputs.flat()).toHaveLength(4);
				expect(counts()).toEqual([1, 1, 1, 1]);
			},
		);

		it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
			'with %s: when all of the first output failed, only the failed rows are sent again',
			async (onError) => {
				const [known, ...others] = people(4);
				sandbox().addLead(known ?? { name: '', email: '' });
				for (const { email } of others) refuse(email, 1);
				const run = await create(people(4), { node, onError });
				expect(run.output('Created')).toHaveLength(3);
				expect(run.output('Duplicate')).toHaveLength(1);
				expect(counts()).toEqual([1, 2, 2, 2]);
			},
		);

		it.each([
			['lost', { kind: 'drop', when: 'after' }],
			['empty', { kind: 'empty', after: true }],
		] as const)(
			'a lead whose answer was %s in the first try is still this run’s own in the second',
			async (_, effect) => {
				sandbox().fault({ match: { method: 'POST' }, effect });
				const run = await create(people(1), { node, ...options({ maxRetries: 0 }) });
				expect(at(run.output('Created'))).toEqual(['person0@example.com']);
				expect(run.output('Duplicate')).toEqual([]);
			},
		);

		it('another run over the same rows sends them all', async () => {
			await create(people(2), { node });
			const run = await create(people(2), { node });
			expect(run.output('Duplicate')).toHaveLength(2);
		});
	});
});
