import { including } from '~/test/matchers';
import { sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe.each(POLLYBOTS)('A new lead, $title', ({ profile, shown, metadata }) => {
	const { create, sent, sandbox } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
	const ann = { name: 'Ann Lee', email: 'ann@example.com' };

	describe('fields defined below', () => {
		it('are sent as mapped, cleaned, and the lead is answered untouched', async () => {
			const run = await create(
				[{ who: ' Ann Lee ', mail: ' Ann@Example.com', tel: 15551234567, from: 'webinar', state: 'Follow Up' }],
				{
					parameters: {
						name: '={{ $json.who }}',
						email: '={{ $json.mail }}',
						phone: '={{ $json.tel }}',
						source: '={{ $json.from }}',
						status: '={{ $json.state }}',
					},
				},
			);
			expect(sent()).toEqual([
				{ name: 'Ann Lee', email: 'Ann@Example.com', phone: '15551234567', source: 'webinar', status: 'follow_up' },
			]);
			expect(run.output('Created').map(({ json }) => json)).toEqual(sandbox().leads().map(shown));
		});

		it('have the documented defaults: only name and email are sent', async () => {
			await create([ann]);
			expect(sent()).toEqual([{ ...ann }]);
		});

		it('constants and expressions may be mixed over several items', async () => {
			await create([ann, { ...ann, email: 'bob@example.com' }], {
				parameters: { name: 'Fixed', source: '={{ $itemIndex }}', phone: '555' },
			});
			expect(sent()).toEqual([
				{ name: 'Fixed', email: 'ann@example.com', phone: '555', source: '0' },
				{ name: 'Fixed', email: 'bob@example.com', phone: '555', source: '1' },
			]);
		});

		it('the newer fields are sent only when set', async () => {
			await create([{ ...ann, tags: ['vip', 'fair'] }], {
				parameters: {
					additionalFields: {
						company: ' Tech Corp ',
						discord: '',
						message: 'Hello\nthere',
						preferredMethod: 'email',
						tags: '={{ $json.tags }}',
						urgency: 'high',
						customFields: '{"size": 5}',
					},
				},
			});
			expect(sent()).toEqual([
				{
					...ann,
					company: 'Tech Corp',
					message: 'Hello\nthere',
					preferredMethod: 'email',
					tags: ['vip', 'fair'],
					urgency: 'high',
					customFields: { size: 5 },
				},
			]);
		});
	});

	describe('metadata', () => {
		it('as typed pairs', async () => {
			await create([{ ...ann, score: '87.5', when: '2026-01-31', tags: ['a', { b: 1 }] }], {
				parameters: {
					metadata: {
						assignments: [
							{ id: '1', name: 'score', value: '={{ $json.score }}', type: 'number' },
							{ id: '2', name: 'vip', value: true, type: 'boolean' },
							{ id: '3', name: 'a.b', value: '={{ $json.when }}', type: 'string' },
							{ id: '4', name: 'list', value: '={{ $json.tags }}', type: 'array' },
							{ id: '5', name: 'nested', value: '{"deep": {"x": null}}', type: 'object' },
							{ id: '6', name: '__proto__', value: 'p', type: 'string' },
							{ id: '7', name: 'constructor', value: '🦜', type: 'string' },
							{
								id: '8',
								name: 'day',
								value: "={{ DateTime.fromISO('2026-01-31T00:00:00Z').toUTC() }}",
								type: 'string',
							},
							{ id: '9', name: 'missing', value: '={{ $json.nothing }}', type: 'string' },
						],
					},
				},
			});
			expect(sandbox().requests[0]?.rawBody).toContain(
				'"metadata":{"score":87.5,"vip":true,"a.b":"2026-01-31","list":["a",{"b":1}],"nested":{"deep":{"x":null}},"__proto__":"p","constructor":"🦜","day":"2026-01-31T00:00:00.000Z"}',
			);
		});

		it.each([
			['text', '{"utm_source": "google", "__proto__": {"x": 1}, "interests": ["a", null]}'],
			['an expression that gives text', '={{ JSON.stringify({utm_source: "google", interests: ["a", null]}) }}'],
			['an expression that gives an object', '={{ {utm_source: "google", interests: ["a", null]} }}'],
		])('as JSON: %s', async (_, metadataJson) => {
			await create([ann], { parameters: { additionalFields: { metadataJson } } });
			expect(sent()).toEqual([{ ...ann, metadata: including({ utm_source: 'google', interests: ['a', null] }) }]);
		});

		it('arrives whole through the wire and back, keys with a meaning to JavaScript included', async () => {
			const metadataJson =
				'{"nested":{"a":[1,{"b":null}]},"n":1.5,"yes":true,"emoji":"👩‍👩‍👧","__proto__":{"x":1},"constructor":"c","a.b":"d","date":"2026-01-31T10:00:00.000+01:00"}';
			const run = await create([ann], { parameters: { additionalFields: { metadataJson } } });
			expect(sandbox().requests[0]?.rawBody).toContain(`"metadata":${metadataJson}`);
			const stored: unknown = JSON.parse(metadataJson);
			expect(JSON.stringify(run.output('Created')[0]?.json.metadata)).toBe(JSON.stringify(metadata(Object(stored))));
		});

		it('of a megabyte is sent', async () => {
			const run = await create([{ ...ann, big: 'x'.repeat(1_000_000) }], {
				parameters: { dataToSend: 'autoMapInputData' },
			});
			expect(run.output('Created')[0]?.json.metadata).toEqual(metadata({ big: 'x'.repeat(1_000_000) }));
		});

		it('takes the other input fields when asked, and what is given by hand wins', async () => {
			await create([{ ...ann, Phone: '555', utm_source: 'google', utm_medium: 'cpc', row: 7 }], {
				parameters: {
					metadata: { assignments: [{ id: '1', name: 'utm_source', value: 'by hand', type: 'string' }] },
					options: { includeRemaining: true, inputsToIgnore: 'row' },
				},
			});
			expect(sent()).toEqual([{ ...ann, metadata: { utm_source: 'by hand', utm_medium: 'cpc' } }]);
		});

		it('takes them with JSON too', async () => {
			await create([{ ...ann, utm_source: 'google', list: [1] }], {
				parameters: { additionalFields: { metadataJson: '{"list": [2]}' }, options: { includeRemaining: true } },
			});
			expect(sent()).toEqual([{ ...ann, metadata: { utm_source: 'google', list: [2] } }]);
		});
	});

	describe('automatic mapping', () => {
		it('fills the lead by the names of the input fields and keeps the rest in metadata', async () => {
			await create(
				[
					{
						'First Name': 'Ann',
						'Last Name': 'Lee',
						'E-Mail': 'ann@example.com',
						Mobile: 555,
						UTM: 'x',
						n: 0,
						gap: '',
					},
				],
				{
					parameters: { dataToSend: 'autoMapInputData', inputsToIgnore: 'n' },
				},
			);
			expect(sent()).toEqual([{ ...ann, phone: '555', metadata: { UTM: 'x' } }]);
		});

		it('sets no status', async () => {
			await create([ann], { parameters: { dataToSend: 'autoMapInputData' } });
			expect(sent()).toEqual([ann]);
		});
	});

	describe('scope', () => {
		const pathsOf = () => sandbox().requests.map(({ path }) => path);

		it("chatbot: the credential's, unless the node names one", async () => {
			await create([ann, { ...ann, email: 'b@example.com', bot: ' cb_other ' }], {
				parameters: { chatbotId: '={{ $json.bot }}' },
			});
			expect(pathsOf()).toEqual(['/api/v1/chatbots/cb_1234567890abcdef/leads', '/api/v1/chatbots/cb_other/leads']);
		});

		it('workspace: no chatbot is needed', async () => {
			const run = await create([ann], {
				parameters: { options: { scope: 'workspace' } },
				credential: { chatbotId: '' },
			});
			expect(pathsOf()).toEqual(['/api/v1/leads']);
			expect(run.output('Created')).toHaveLength(1);
		});

		it('no chatbot at all is an error before any request', async () => {
			const run = await create([ann], { credential: { chatbotId: '' } });
			expect(run.error?.message).toBe(
				"No chatbot is named. Enter a 'Chatbot ID' in the node or in the PollyBot API credential, or set 'Scope' (in the options) to Workspace. [Item 1]",
			);
			expect(pathsOf()).toEqual([]);
		});

		it.each(['.', '..'])('%j is not a valid Chatbot ID: it would name another path', async (chatbotId) => {
			const run = await create([ann], { parameters: { chatbotId } });
			expect(run.error?.message).toContain('is not a valid chatbot ID');
			expect(pathsOf()).toEqual([]);
		});

		it('an ID cannot reach another path', async () => {
			await create([ann], { parameters: { chatbotId: '../leads?x=#' }, outsideContract: true });
			expect(pathsOf()).toEqual(['/api/v1/chatbots/..%2Fleads%3Fx%3D%23/leads']);
		});
	});

	describe('a mere field of the item is read as n8n would read it', () => {
		const values = ['x', ' x ', '', 'null', '{{ 1 }}', '=5', '2026-01-31', '🙂', 0, 1.5, -0, true, false, null];
		const rows = [
			...values.map((value, index) => ({
				name: 'A',
				email: `a${index}@example.com`,
				value,
				'of the': { lead: value },
			})),
			{ name: 'A', email: 'none@example.com' },
		];
		const sentWith = async (phone: string, source: string) => {
			sandbox().reset();
			await create(rows, { parameters: { phone, source, options: { maxConcurrency: 1 } } });
			return sent();
		};

		it('text, numbers, booleans, and nothing at all', async () => {
			const ours = await sentWith('={{ $json.value }}', "={{ $json['of the'].lead }}");
			const n8ns = await sentWith('={{ ($json.value) }}', "={{ ($json['of the'].lead) }}");
			expect(ours).toEqual(n8ns);
			expect(ours).toHaveLength(rows.length);
		});
	});

	describe('an expression instead of the pairs of metadata', () => {
		it.each([
			['an object', { a: 1 }],
			['JSON text', '{"a": 1}'],
		])('gives the metadata: %s', async (_, m) => {
			await create([{ ...ann, m }], { parameters: { metadata: '={{ $json.m }}' } });
			expect(sent()).toEqual([{ ...ann, metadata: { a: 1 } }]);
		});

		it('that is not an object is rejected', async () => {
			const parameters = { metadata: '={{ $json.m }}' };
			const run = await create([{ ...ann, m: [1] }], { parameters, onError: 'continueErrorOutput' });
			expect(run.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'metadata' });
			expect(sent()).toEqual([]);
		});
	});

	it('a number as a tag becomes text', async () => {
		await create([{ ...ann, tag: 2026 }], { parameters: { additionalFields: { tags: '={{ $json.tag }}' } } });
		expect(sent()).toEqual([{ ...ann, tags: ['2026'] }]);
	});

	it('an option that is empty has its preset value', async () => {
		const options = { timeout: '={{ "" }}', maxRetries: '={{ "" }}', maxConcurrency: '={{ "" }}' };
		const run = await create([ann], { parameters: { options } });
		expect(run.output('Created')).toHaveLength(1);
	});

	it.each(["$json['a }} b']", "$json['constructor']", '$json.constructor', "$json['__proto__']"])(
		'what n8n does not evaluate is not read either: %s',
		async (expression) => {
			const row = JSON.parse('{"a }} b": "1", "constructor": "2", "__proto__": "3"}') as object;
			const sentBy = async (parameters: Parameters<typeof create>[1]) => {
				sandbox().reset();
				await create([{ ...row, ...ann }], { ...parameters, onError: 'continueErrorOutput' });
				return sent().map((body) => Object.values(body as object).includes('1') || Object.keys(body as object).sort());
			};
			const phone = await sentBy({ parameters: { phone: `={{ ${expression} }}` } });
			const company = await sentBy({ parameters: { additionalFields: { company: `={{ ${expression} }}` } } });
			expect(phone.map((keys) => JSON.stringify(keys).replace('phone', 'x'))).toEqual(
				company.map((keys) => JSON.stringify(keys).replace('company', 'x')),
			);
		},
	);

	describe('cells as people have them', () => {
		const automatic = (parameters: object = {}) => ({ parameters: { dataToSend: 'autoMapInputData', ...parameters } });

		it('an empty one gets into no lead, however it is given', async () => {
			const gaps = { text: '', blank: ' \u00a0', hidden: '\u200b', none: null };
			const rows = [{ ...ann, ...gaps, kept: ' x ' }];
			await create(rows, automatic());
			await create(rows, { parameters: { additionalFields: { metadataJson: '={{ $json }}' } } });
			await create(rows, { parameters: { options: { includeRemaining: 'yes' } } });
			const customFields = '={{ { ...$json, name: "", email: 0 / 0, date: new Date("never") } }}';
			await create(rows, { parameters: { additionalFields: { customFields } } });
			expect(sent()).toEqual([
				{ ...ann, metadata: { kept: ' x ' } },
				{ ...ann, metadata: { ...ann, kept: ' x ' } },
				{ ...ann, metadata: { kept: ' x ' } },
				{ ...ann, customFields: { kept: ' x ' } },
			]);
		});

		it('an empty pair does not erase what the row has', async () => {
			const assignments = [{ id: '1', name: 'utm', value: '={{ $json.missing }}', type: 'string' }];
			await create([{ ...ann, utm: 'google' }], {
				parameters: { metadata: { assignments }, options: { includeRemaining: true } },
			});
			expect(sent()).toEqual([{ ...ann, metadata: { utm: 'google' } }]);
		});

		it.each([
			['={{ 0 / 0 }}', 'NaN'],
			['={{ 1 / 0 }}', 'Infinity'],
			['={{ new Date("never") }}', 'an invalid date'],
			['={{ DateTime.fromISO("never") }}', 'an invalid DateTime'],
		])('%s is no value: %s', async (nothing) => {
			const additionalFields = { company: nothing, tags: nothing };
			await create([ann], { parameters: { phone: nothing, source: nothing, status: nothing, additionalFields } });
			const refused = await create([ann], { parameters: { name: nothing } });
			expect(refused.error?.message).toContain("'Name' is empty");
			expect(sent()).toEqual([ann]);
		});

		it('an email is what is in the cell’s brackets, and a list of them is rejected in our words', async () => {
			const rows = [{ mail: '"Lee, Ann" <ann@example.com>;' }, { mail: ['bob@example.com'] }, { mail: {} }];
			const run = await create(rows, {
				parameters: { name: 'A', email: '={{ $json.mail }}' },
				onError: 'continueErrorOutput',
			});
			expect(sent()).toEqual([{ name: 'A', email: 'ann@example.com' }]);
			expect(run.output('Error').map(({ json }) => json.error)).toEqual(
				[2, 3].map((item) => ({
					code: 'VALIDATION_ERROR',
					field: 'email',
					item,
					value: item === 2 ? '["bob@example.com"]' : '{}',
					message: `'Email' must be text, but contains a list or an object. Map it to a single value. [Item ${item}]`,
				})),
			);
		});

		it('rows whose emails differ in case and form of Unicode only are repeats', async () => {
			const emails = ['J\u00f6rg@example.com', '\u200bjo\u0308rg@example.com', 'J\u00d6RG <j\u00d6rg@example.com>'];
			const run = await create(emails.map((email) => ({ name: 'Ann', email })));
			expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['input', 'input']);
			expect(sent()).toHaveLength(1);
		});

		it.each(['no', 'OFF', 0])('%j switches the detection of repeats off', async (off) => {
			const options = { dedupeInput: `={{ ${JSON.stringify(off)} }}` };
			const run = await create([ann, ann], { parameters: { options } });
			expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['workspace']);
		});

		it('a heading with a comma can be ignored', async () => {
			const rows = [{ ...ann, 'Size, in cm': 5, row: 1, utm: 'x' }];
			await create(rows, automatic({ inputsToIgnore: '"Size, in cm", row' }));
			await create(rows, automatic({ inputsToIgnore: '={{ ["Size, in cm", "row"] }}' }));
			expect(sent()).toEqual([
				{ ...ann, metadata: { utm: 'x' } },
				{ ...ann, metadata: { utm: 'x' } },
			]);
		});

		it('a field that is ignored is not searched for a person, and not said to have no letter', async () => {
			const { email, name } = ann;
			await create([{ email, billing: { name: 'Bob' }, customer: { name } }], automatic({ inputsToIgnore: 'billing' }));
			expect(sent()).toEqual([{ name, email }]);
			const run = await create([ann], { ...automatic({ inputsToIgnore: 'name' }), onError: 'continueErrorOutput' });
			const error = run.output('Error')[0]?.json.error;
			expect(error).toMatchObject({ field: 'name', message: expect.not.stringContaining('no letter') as string });
		});

		it('JSON text of a list is as many tags', async () => {
			const additionalFields = { tags: '={{ $json.tags }}' };
			await create([{ ...ann, tags: '["vip","fair"]' }], { parameters: { additionalFields } });
			expect(sent()).toEqual([{ ...ann, tags: ['vip', 'fair'] }]);
		});
	});
});
