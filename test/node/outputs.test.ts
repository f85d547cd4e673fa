import type { INodeParameters } from 'n8n-workflow';
import { containing, including, matching } from '~/test/matchers';
import { outputsOf, runWorkflow } from './n8nCore';
import { mapped, people, sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe.each(POLLYBOTS)('The outputs of Create, $title', ({ profile, emailTaken, shown, sharesEmails }) => {
	const { create, node, sandbox, sent } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });

	const rows = [
		{ name: 'Ann', email: 'ann@example.com' },
		{ name: 'Known', email: 'KNOWN@example.com ' },
		{ name: 'Bad', email: 'nobody' },
		{ name: 'Bob', email: 'bob@example.com' },
	];

	function addKnown(chatbotId?: string) {
		return sandbox().addLead({
			name: 'Known',
			email: 'known@example.com',
			source: 'earlier',
			...(chatbotId ? { chatbotId } : {}),
		});
	}

	describe('On Duplicate', () => {
		const labels = async (onDuplicate: string, onError?: 'continueErrorOutput') =>
			(await outputsOf({ parameters: { onDuplicate }, ...(onError ? { onError } : {}) })).map(
				({ displayName }) => displayName,
			);

		it('decides which outputs there are', async () => {
			expect(await labels('duplicateOutput')).toEqual(['Created', 'Duplicate']);
			expect(await labels('duplicateOutput', 'continueErrorOutput')).toEqual(['Created', 'Duplicate', 'Error']);
			expect(await labels('returnExisting')).toEqual(['Created']);
			expect(await labels('error')).toEqual(['Created']);
			// n8n itself labels a single output so.
			expect(await labels('error', 'continueErrorOutput')).toEqual(['Success', 'Error']);
		});

		it('Send to Duplicate Output: the item says which lead is there, and what was sent', async () => {
			const known = addKnown();
			const run = await create(rows.slice(0, 2));
			expect(run.outputs).toHaveLength(2);
			expect(run.output('Duplicate')).toEqual([
				{
					json: {
						duplicate: true,
						duplicateOf: 'workspace',
						existingLeadId: known.id,
						email: 'KNOWN@example.com',
						code: 'DUPLICATE_EMAIL',
						message: emailTaken,
						lead: { name: 'Known', email: 'KNOWN@example.com' },
					},
					pairedItem: { item: 1 },
				},
			]);
		});

		it('Return the Existing Lead: it is fetched by its ID and marked', async () => {
			const known = addKnown();
			const run = await create(rows.slice(0, 2), { parameters: { onDuplicate: 'returnExisting' } });
			expect(run.outputs).toHaveLength(1);
			expect(run.outputs[0]?.map(({ json }) => json)).toEqual([
				including({ email: 'ann@example.com' }),
				{ ...shown(known), duplicate: true },
			]);
			expect(run.outputs[0]?.[0]?.json).not.toHaveProperty('duplicate');
			// In view in n8n's table, without scrolling.
			expect(Object.keys(run.outputs[0]?.[1]?.json ?? {})[0]).toBe('duplicate');
			expect(sandbox().requests).toHaveLength(3);
		});

		it('Return the Existing Lead: one of another chatbot is found in the workspace, unless it is no duplicate', async () => {
			const known = addKnown('cb_other');
			const run = await create(rows.slice(1, 2), { parameters: { onDuplicate: 'returnExisting' } });
			const { id, duplicate } = run.outputs[0]?.[0]?.json ?? {};
			expect([id === known.id, duplicate]).toEqual(sharesEmails ? [true, true] : [false, undefined]);
			const found = [`GET /api/v1/chatbots/cb_1234567890abcdef/leads/${known.id}`, `GET /api/v1/leads/${known.id}`];
			expect(sandbox().requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
				'POST /api/v1/chatbots/cb_1234567890abcdef/leads',
				...(sharesEmails ? found : []),
			]);
		});

		it('Return the Existing Lead: one that is gone meanwhile is a failure that says so', async () => {
			const known = addKnown();
			sandbox().fault({
				match: { method: 'GET' },
				times: 2,
				effect: { kind: 'status', status: 404, body: { success: false, error: 'Lead not found' } },
			});
			const run = await create(rows.slice(1, 2), { parameters: { onDuplicate: 'returnExisting' } });
			expect(run.error?.message).toBe(
				`PollyBot has no lead with the ID "${known.id}" in this workspace. Check the ID: the lead may have been deleted. [Item 1]`,
			);
			expect(run.error?.description).toContain(
				'PollyBot already has a lead with the email "KNOWN@example.com", but it could not be fetched. PollyBot says: Lead not found',
			);
		});

		it('Return the Existing Lead: a row that the rate limit leaves no request to fetch it for is deferred', async () => {
			addKnown();
			sandbox().setLimit(1, 60);
			const parameters = { onDuplicate: 'returnExisting', options: { onRateLimit: 'deferredOutput' } };
			const run = await create(rows.slice(1, 2), { parameters });
			expect(run.output('Deferred').map(({ json }) => json.name)).toEqual(['Known']);
			expect(sandbox().requests).toHaveLength(1);
		});

		it('Fail: the item fails and names the existing lead', async () => {
			const known = addKnown();
			const run = await create(rows.slice(0, 2), {
				parameters: { onDuplicate: 'error' },
				onError: 'continueErrorOutput',
			});
			expect(run.output('Error').map(({ json }) => json.error)).toEqual([
				{
					message: containing(`A lead with the email "KNOWN@example.com" is already in PollyBot (lead ${known.id}).`),
					description: `PollyBot says: Email already exists: ${emailTaken}`,
					code: 'DUPLICATE_EMAIL',
					item: 2,
					field: 'email',
					value: 'KNOWN@example.com',
					httpStatus: 409,
				},
			]);
		});
	});

	describe('On Error', () => {
		const NOT_CREATED =
			'No lead was created. To go on with the other rows, set \'On Error\' in the Settings tab to "Continue (using error output)".';
		const error = {
			message: '\'Email\' ("nobody") is not an email address: it has no @. Correct it. [Item 3]',
			code: 'VALIDATION_ERROR',
			item: 3,
			field: 'email',
			value: 'nobody',
		};
		const source = "={{ $('Rows').item.json.email }}";

		it('Stop: all rows are checked first, and an invalid one stops the run before any request', async () => {
			const run = await create(rows);
			expect(run.status).toBe('error');
			expect(run.error).toMatchObject({ message: error.message, description: NOT_CREATED });
			expect(sandbox().requests).toEqual([]);
		});

		it('Stop: a single row has no others to go on with', async () => {
			const run = await create([{ name: 'Bad', email: 'nobody' }]);
			expect(run.error).toMatchObject({ message: containing('it has no @'), description: 'No lead was created.' });
		});

		it('Stop: after a failure no request follows, and the error says how many leads were created', async () => {
			sandbox().fault({
				match: { email: 'person2@example.com' },
				effect: { kind: 'status', status: 403, body: { success: false, error: 'Plan expired' } },
			});
			const run = await create(people(5), { parameters: { options: { maxConcurrency: 1 } } });
			expect(run.error).toMatchObject({
				message: matching(/^PollyBot rejected the request \(HTTP 403\).* \[Item 3\]$/),
				description: 'PollyBot says: Plan expired.\n2 leads were created before the execution stopped.',
			});
			expect(sent()).toHaveLength(3);
		});

		it('Continue: the failed row follows the others on the first output, with its fields', async () => {
			addKnown();
			const run = await create(rows, {
				onError: 'continueRegularOutput',
				after: { Created: { source }, Duplicate: { source } },
			});
			expect(run.outputs).toHaveLength(2);
			expect(run.outputs[0]?.map(({ json, pairedItem }) => [json.email, json.error, pairedItem])).toEqual([
				['ann@example.com', undefined, { item: 0 }],
				['bob@example.com', undefined, { item: 3 }],
				['nobody', error, { item: 2 }],
			]);
			expect(run.after.Created).toEqual([
				{ source: 'ann@example.com' },
				{ source: 'bob@example.com' },
				{ source: 'nobody' },
			]);
			expect(run.after.Duplicate).toEqual([{ source: 'KNOWN@example.com ' }]);
		});

		it('Continue (using error output): the failed row has the error and its fields, and stays linked', async () => {
			addKnown();
			const run = await create(rows, {
				onError: 'continueErrorOutput',
				after: { Created: { source }, Duplicate: { source }, Error: { source } },
			});
			expect(run.outputs).toHaveLength(3);
			expect(run.output('Created').map(({ json }) => json.email)).toEqual(['ann@example.com', 'bob@example.com']);
			expect(run.output('Duplicate').map(({ json }) => json.email)).toEqual(['KNOWN@example.com']);
			expect(run.output('Error').map(({ json }) => json)).toEqual([{ name: 'Bad', email: 'nobody', error }]);
			expect(run.after).toEqual({
				Created: [{ source: 'ann@example.com' }, { source: 'bob@example.com' }],
				Duplicate: [{ source: 'KNOWN@example.com ' }],
				Error: [{ source: 'nobody' }],
			});
		});

		it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
			'%s: what concerns the whole execution is one failed item a row, and nothing is thrown',
			async (onError) => {
				const run = await create(people(3), { onError, credential: { baseUrl: 'nowhere' } });
				const failed = run.outputs.flat().filter(({ json }) => json.error);
				expect(run.status).toBe('success');
				expect(run.nodeError).toBeUndefined();
				expect(failed.map(({ json }) => json.error)).toEqual(
					[1, 2, 3].map((item) => ({
						code: 'CONFIGURATION',
						item,
						message: containing('is not a web address'),
					})),
				);
				expect(run.outputs.flat()).toHaveLength(3);
			},
		);
	});

	describe('the binary data of a failed row stays with it', () => {
		const fileOf = (name: string) => ({ card: { data: 'eA==', mimeType: 'text/plain', fileName: `${name}.txt` } });
		const items = rows.map((json) => ({ json, binary: fileOf(json.name) }));
		const file = '={{ $binary.card?.fileName }}';
		const refused = () => {
			sandbox().fault({
				match: { email: 'bob@example.com' },
				effect: { kind: 'status', status: 403, body: { success: false, error: 'Plan expired' } },
			});
		};

		const cases: Array<[string, INodeParameters, () => unknown, string[]]> = [
			['an invalid row', {}, () => undefined, ['Bad']],
			['a row that PollyBot refuses', {}, refused, ['Bad', 'Bob']],
			[
				'a run that cannot start',
				{ options: { scope: '={{ "chatbot" }}' } },
				() => undefined,
				['Ann', 'Known', 'Bad', 'Bob'],
			],
		];

		describe.each([
			['continueErrorOutput', 'Error'],
			['continueRegularOutput', 0],
		] as const)('%s', (onError, output) => {
			it.each(cases)('%s', async (_, parameters, prepare, failing) => {
				prepare();
				const run = await runWorkflow({
					...node(mapped(parameters)),
					items,
					onError,
					after: { [output]: { file } },
				});
				const failed = run.outputs.flat().filter(({ json }) => json.error);
				expect(failed.map(({ json, binary }) => [json.name, binary])).toEqual(
					failing.map((name) => [name, fileOf(name)]),
				);
				expect(run.after[output]?.filter((json) => json.file)).toEqual(
					failing.map((name) => ({ file: `${name}.txt` })),
				);
			});
		});
	});

	describe('a parameter that decides about the whole run', () => {
		it.each([
			['Scope', { options: { scope: "={{ $json.name === 'x' ? 'workspace' : 'chatbot' }}" } }],
			['On Duplicate', { onDuplicate: "={{ $json.name === 'x' ? 'returnExisting' : 'error' }}" }],
		])('%s is rejected as an expression before any request, and no row is lost', async (label, parameters) => {
			const stopped = await create(people(2), { parameters });
			expect(stopped.error?.message).toBe(
				`'${label}' must be the same for all items, so it cannot be an expression. Choose one of its values in the node.`,
			);
			const continued = await create(people(2), { parameters, onError: 'continueErrorOutput' });
			expect(continued.output('Error').map(({ json }) => json)).toEqual(
				people(2).map((person, index) => ({
					...person,
					error: { code: 'CONFIGURATION', item: index + 1, message: stopped.error?.message },
				})),
			);
			expect(sandbox().requests).toEqual([]);
		});
	});

	it.each([
		[{ email: "={{ $('None').item.json.x }}" }, 'Email'],
		[{ options: { timeout: "={{ $('None').item.json.x }}" } }, 'Timeout'],
		[{ options: { dedupeInput: "={{ $('None').item.json.x }}" } }, 'Skip Repeated Emails'],
		[{ additionalFields: { company: "={{ $('None').item.json.x }}" } }, 'Additional Fields'],
	])('an expression that cannot be evaluated is named as the panel names it: %j', async (parameters, label) => {
		const { error } = await create(people(1), { parameters });
		expect(error?.message).toMatch(
			new RegExp(`^The expression in '${label}' cannot .*[^.]\\. Correct the expression\\.`),
		);
	});

	it('an expression that cannot be evaluated fails its row and no other', async () => {
		const run = await create(people(3), {
			parameters: { phone: "={{ $json.email.startsWith('person1') ? $('No Such Node').item.json.x : '5' }}" },
			onError: 'continueErrorOutput',
		});
		expect(run.output('Created')).toHaveLength(2);
		expect(run.output('Error').map(({ json }) => json.error)).toEqual([
			including({
				item: 2,
				message: containing("The expression in 'Phone' cannot be evaluated"),
			}),
		]);
	});
});
