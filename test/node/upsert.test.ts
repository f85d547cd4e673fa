import { containing, including } from '~/test/matchers';
import { mapped, people, sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe.each(POLLYBOTS)(
	'Create or Update, $title',
	({ profile, created, metadata, shown, sharesEmails, notFound }) => {
		const { run, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
		const upsert = async (rows: readonly object[], options: Parameters<typeof run>[2] = {}) =>
			await run('upsert', rows, { ...options, parameters: mapped(options.parameters) });

		const ann = { name: 'Ann', email: 'ann@example.com' };

		describe('a lead', () => {
			it('that is new is created, in one request', async () => {
				const result = await upsert([ann]);
				expect(result.outputs).toHaveLength(1);
				expect(result.outputs[0]).toEqual([
					{ json: including({ ...ann, status: created('new'), upsertAction: 'created' }), pairedItem: { item: 0 } },
				]);
				expect(requests()).toEqual(['POST /leads']);
			});

			it('that is known is updated, in two, and its metadata merged where there is any', async () => {
				const known = sandbox().addLead({
					...ann,
					status: 'qualified',
					phone: '1',
					metadata: { utm: 'a', kept: true },
				});
				const result = await upsert([{ ...ann, name: 'Ann Lee' }], {
					parameters: { additionalFields: { metadataJson: '{"utm": "b"}' }, source: 'crm' },
				});
				const { updatedAt: after, ...lead } = result.outputs[0]?.[0]?.json ?? {};
				expect(lead).toEqual({
					...shown({ ...known, name: 'Ann Lee', source: 'crm', metadata: metadata({ utm: 'b', kept: true }) }),
					updatedAt: undefined,
					upsertAction: 'updated',
				});
				expect(Date.parse(after as string)).toBeGreaterThanOrEqual(Date.parse(known.updatedAt));
				expect(requests()).toEqual(['POST /leads', `PUT /leads/${known.id}`]);
			});

			it('of another chatbot is updated in the workspace, unless it may have the email too', async () => {
				const known = sandbox().addLead({ ...ann, chatbotId: 'cb_other' });
				const result = await upsert([ann]);
				const { id, upsertAction } = result.outputs[0]?.[0]?.json ?? {};
				expect([id === known.id, upsertAction]).toEqual(sharesEmails ? [true, 'updated'] : [false, 'created']);
				// In view in n8n's table, without scrolling.
				expect(Object.keys(result.outputs[0]?.[0]?.json ?? {})[0]).toBe('upsertAction');
				const found = [`PUT /api/v1/chatbots/cb_1234567890abcdef/leads/${known.id}`, `PUT /api/v1/leads/${known.id}`];
				expect(sandbox().requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
					'POST /api/v1/chatbots/cb_1234567890abcdef/leads',
					...(sharesEmails ? found : []),
				]);
			});

			it.each(['chatbot', 'workspace'])(
				'that is deleted between the two requests is created (scope %s)',
				async (scope) => {
					const body = { success: false, error: 'Email already exists', code: 'DUPLICATE_EMAIL' };
					sandbox().fault({
						match: { method: 'POST' },
						effect: { kind: 'status', status: 409, body: { ...body, details: { existingLeadId: 'lead_gone' } } },
					});
					const result = await upsert([ann], { parameters: { options: { scope } } });
					expect(result.outputs[0]?.[0]?.json).toMatchObject({ ...ann, upsertAction: 'created' });
					const update = 'PUT /leads/lead_gone';
					expect(requests()).toEqual([
						'POST /leads',
						...(scope === 'chatbot' ? [update, update] : [update]),
						'POST /leads',
					]);
				},
			);

			it('that is gone again and again fails', async () => {
				const details = { existingLeadId: 'lead_gone' };
				const body = { success: false, error: 'Email already exists', code: 'DUPLICATE_EMAIL', details };
				sandbox().fault({ match: { method: 'POST' }, times: 2, effect: { kind: 'status', status: 409, body } });
				const result = await upsert([ann], { onError: 'continueErrorOutput' });
				expect(result.output('Error').map(({ json }) => json.error)).toEqual([
					including({
						code: notFound.Lead,
						item: 1,
						httpStatus: 404,
						message: containing('PollyBot has no lead with the ID "lead_gone" in this workspace.'),
					}),
				]);
				expect(requests()).toHaveLength(6);
			});
		});

		describe('rows with the same email', () => {
			it('hold up no other row', async () => {
				sandbox().fault({ match: { email: 'ann@example.com' }, times: 2, effect: { kind: 'latency', ms: 200 } });
				await upsert([...people(1), ann, { ...ann, name: 'Ann Lee' }, ...people(5).slice(1)]);
				const emails = sandbox().requests.map(({ body }) => (body as { email: string }).email);
				expect(emails.lastIndexOf('person4@example.com')).toBeLessThan(emails.lastIndexOf('ann@example.com'));
			});

			it('go one after the other, also where one is sent again: the last one counts', async () => {
				sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
				const rows = [{ ...ann, phone: '1' }, ...people(1), { ...ann, phone: '2' }];
				const result = await upsert(rows, { parameters: { phone: '={{ $json.phone }}' } });
				expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(['created', 'created', 'updated']);
				expect(
					sandbox()
						.leads()
						.find(({ email }) => email === ann.email)?.phone,
				).toBe('2');
			});
		});

		describe('a lost answer', () => {
			const drop = { kind: 'drop', when: 'after' } as const;

			it('to the create of a lead that was there before: it is reported updated', async () => {
				sandbox().addLead({ ...ann, createdAt: '2026-01-31T10:00:00.000Z' });
				sandbox().fault({ match: { method: 'POST' }, effect: drop });
				const result = await upsert([ann]);
				expect(result.outputs[0]?.[0]?.json).toMatchObject({ upsertAction: 'updated' });
			});

			it('every answer to the create: the row may be stored or not, and says so', async () => {
				sandbox().fault({ match: { method: 'POST' }, times: 2, effect: drop });
				const result = await upsert([ann], {
					parameters: { options: { maxRetries: 1 } },
					onError: 'continueErrorOutput',
				});
				expect(result.output('Error')[0]?.json.error).toMatchObject({
					code: 'UNCONFIRMED',
					message: containing('Run the row again: a saved lead is then updated.'),
				});
			});
		});

		it('there are the outputs Saved, and Deferred if it is chosen', async () => {
			sandbox().setLimit(2, 60);
			const result = await upsert(people(5), { parameters: { options: { onRateLimit: 'deferredOutput' } } });
			expect(result.output('Saved')).toHaveLength(2);
			expect(result.output('Deferred').map(({ json }) => json.email)).toEqual(
				people(5)
					.slice(2)
					.map(({ email }) => email),
			);
		});

		it.each([false, true])(
			'a row whose update the rate limit leaves no request for is deferred, compared first: %j',
			async (compareFirst) => {
				sandbox().addLead(ann);
				sandbox().setLimit(1, 60);
				const result = await upsert([{ ...ann, name: 'Ann Lee' }], {
					parameters: { options: { onRateLimit: 'deferredOutput', compareFirst } },
				});
				expect(result.output('Deferred').map(({ json }) => json.name)).toEqual(['Ann Lee']);
				expect(requests()).toHaveLength(1);
			},
		);

		it('the lead is mapped as create maps it', async () => {
			const row = { 'Full Name': 'Ann', mail: 'ann@example.com', Company: 'Tech Corp', row_number: 2 };
			const result = await upsert([row], {
				parameters: { dataToSend: 'autoMapInputData', inputsToIgnore: 'row_number' },
			});
			expect(result.outputs[0]?.[0]?.json).toMatchObject(ann);
			expect(result.outputs[0]?.[0]?.json.metadata).toEqual(metadata({ Company: 'Tech Corp' }));
		});

		it('an invalid row stops the run before any request, and a later failure says how many leads were saved', async () => {
			const invalid = await upsert([ann, { name: 'Bad', email: 'nobody' }]);
			expect(invalid.error).toMatchObject({ description: containing('No lead was saved.') });
			expect(requests()).toEqual([]);
			const body = { success: false, error: 'Plan expired' };
			sandbox().fault({ match: { email: 'person2@example.com' }, effect: { kind: 'status', status: 403, body } });
			const refused = await upsert(people(4), { parameters: { options: { maxConcurrency: 1 } } });
			expect(refused.error?.description).toContain('2 leads were saved before the execution stopped.');
		});

		describe('half a name', () => {
			const automatic = { parameters: { dataToSend: 'autoMapInputData' } };
			const bodies = () => sandbox().requests.map(({ method, body }) => [method, body]);

			it.each([
				[{ 'First Name': 'Ann' }, 'Ann'],
				[{ last_name: 'Lee', 'First Name': ' ' }, 'Lee'],
				[{ lastName: 'Lee', firstname: null, name: '' }, 'Lee'],
			])('makes a new lead, and leaves the name of a known one: %j', async (half, name) => {
				sandbox().addLead({ name: 'Ann Lee', email: 'ann@example.com' });
				const row = { ...half, email: 'ann@example.com', source: 'web' };
				const result = await run('upsert', [row, { ...row, email: 'new@example.com' }], automatic);
				expect(bodies().filter(([method]) => method === 'PUT')).toEqual([
					['PUT', { email: 'ann@example.com', source: 'web' }],
				]);
				expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual(['Ann Lee', name]);
			});

			it.each<Record<string, string>>([
				{ 'First Name': 'Ann', 'Last Name': 'Lee' },
				{ name: 'Ann', 'Last Name': 'Lee' },
				{ name: 'Ann' },
			])('is not what %j holds', async (whole) => {
				sandbox().addLead({ name: 'A. L.', email: 'ann@example.com' });
				await run('upsert', [{ ...whole, email: 'ann@example.com' }], automatic);
				expect(bodies()[1]).toEqual(['PUT', including({ name: 'Last Name' in whole ? 'Ann Lee' : 'Ann' })]);
			});
		});

		it('an empty cell leaves the metadata of an existing lead as it is', async () => {
			sandbox().addLead({ ...ann, metadata: { utm: 'a', kept: true } });
			const result = await run('upsert', [{ ...ann, utm: ' ', kept: '', n: 1 }], {
				parameters: { dataToSend: 'autoMapInputData' },
			});
			expect(result.outputs[0]?.[0]?.json.metadata).toEqual(metadata({ utm: 'a', kept: true, n: 1 }));
		});
	},
);
