import { types } from 'node:util';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { FaultRule } from '~/tools/sandbox';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { containing } from '~/test/matchers';
import { activatePolling, logLines, searchList, testCredential } from './n8nCore';
import { sandboxed, people } from './sandboxed';

describe('Secrets', () => {
	const { run, node, sandbox } = sandboxed();

	type Effect = FaultRule['effect'];

	/** A service that repeats the key that it was sent, wherever an answer has a place for it. */
	const echoes = (key: string): ReadonlyArray<readonly [string, Effect]> => {
		const lead = { id: 'lead_1', name: key, email: 'ann@example.com', metadata: { [key]: [`Bearer ${key}`] } };
		const refusal = (body: object, status = 400): Effect => ({
			kind: 'status',
			status,
			body: { success: false, ...body },
		});
		return [
			['the message', refusal({ error: `Bearer ${key} is not known` })],
			['the message, before a megabyte', refusal({ error: key + 'x'.repeat(1_000_000) })],
			['the message of a limit', refusal({ error: key, code: 'RATE_LIMIT_EXCEEDED' }, 429)],
			[
				'the details',
				refusal({ error: 'No', code: 'VALIDATION_ERROR', details: { field: key, value: key, message: key } }),
			],
			['the code', refusal({ error: 'No', code: `NO_${key}` }, 403)],
			['the code of a server that is down', refusal({ error: 'No', code: key }, 500)],
			[
				'a duplicate',
				refusal({ error: key, code: 'DUPLICATE_EMAIL', details: { existingLeadId: key, message: key } }, 409),
			],
			['a redirect', { kind: 'redirect', location: `https://example.com/?key=${encodeURIComponent(key)}` }],
			['the lead', { kind: 'status', status: 200, body: { success: true, data: lead } }],
			['the leads', { kind: 'status', status: 200, body: { success: true, data: { leads: [lead] } } }],
			['a web page', { kind: 'status', status: 200, body: `<p>${key}</p>` }],
		];
	};

	const credentialWith = (apiKey: string) => ({ apiKey, baseUrl: sandbox().url, chatbotId: sandbox().chatbotId });

	const EVERY = { outsideContract: true };

	const ON_ERROR = ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const;

	/**
	 * All ways on which anything of a response gets out of the package: what a person, a log or a record then has. The modes of
	 * On Error take turns: each response comes out in all of them.
	 */
	const WAYS: Record<string, (apiKey: string, turn: number) => Promise<unknown>> = {
		...Object.fromEntries(
			(['create', 'upsert', 'get', 'getAll', 'update', 'delete'] as const).map((operation, index) => [
				operation,
				async (apiKey: string, turn: number) => {
					const lead = { name: 'Ann', email: 'ann@example.com' };
					const target = { leadId: 'lead_1', updateFields: { company: 'Tech' } };
					const { outputs, error, nodeError, hints, log } = await run(operation, [{}], {
						...EVERY,
						credential: { apiKey },
						parameters: { ...lead, ...target, options: { maxRetries: 0 }, onRateLimit: 'error' },
						onError: ON_ERROR[(turn + index) % ON_ERROR.length],
					});
					return [outputs, error, nodeError, hints, log];
				},
			]),
		),
		'the list of leads': async (apiKey) =>
			await searchList(
				{ ...node({ operation: 'get' }, EVERY), credential: credentialWith(apiKey) },
				'searchLeads',
			).catch((error: unknown) => error),
		'the polling trigger': async (apiKey) => {
			const polling = { ...node({}, EVERY), credential: credentialWith(apiKey), nodeName: 'pollyBotPollingTrigger' };
			const trigger = await activatePolling(polling);
			return [await trigger.poll('manual').catch((error: unknown) => error), trigger.stored()];
		},
		'the credential test': async (apiKey) => {
			node({}, EVERY);
			return await testCredential('pollyBotApi', credentialWith(apiKey));
		},
	};

	/** A value and all that hangs on it, as text: errors have properties that JSON leaves out. */
	function textOf(value: unknown, seen = new Set<unknown>()): string {
		if (typeof value !== 'object' || value === null) return String(value);
		if (seen.has(value)) return '';
		seen.add(value);
		return Reflect.ownKeys(value)
			.map((name) => `${String(name)}: ${textOf(Reflect.get(value, name), seen)}`)
			.join('\n');
	}

	describe.each(['sk-workspace_test0123456789', 'sk-workspace_test/+%&=0123456789'])('The key %s', (apiKey) => {
		describe.each(echoes(apiKey).map(([place, effect], turn) => [place, effect, turn] as const))(
			'that %s repeats',
			(_, effect, turn) => {
				it.each(Object.keys(WAYS))('is not in what comes out of %s', async (way) => {
					sandbox().fault({ times: 20, effect });
					const before = logLines.length;
					const text = textOf([await WAYS[way]?.(apiKey, turn), logLines.slice(before)]);
					expect(text).not.toContain(apiKey);
					expect(text).not.toContain(encodeURIComponent(apiKey));
					expect(text.length).toBeLessThan(60_000);
				});
			},
		);
	});
});

describe('Tenants', () => {
	const { create, sandbox, sent } = sandboxed({ chatbotIds: ['cb_one', 'cb_two'] });

	/** Two tenants in turn: their chatbots and keys stand in the rows. */
	const rows = people(4).map((person, index) => ({
		...person,
		bot: index % 2 === 0 ? 'cb_one' : 'cb_two',
		key: `sk-workspace_test_${index % 2}`,
		url: `http://127.0.0.${index % 2}:9`,
	}));

	describe('A credential with an expression', () => {
		it.each([
			['$json', '={{ $json.bot }}'],
			['the node before', "={{ $('Rows').item.json.bot }}"],
			['the index of the item', "={{ $itemIndex % 2 ? 'cb_two' : 'cb_one' }}"],
			['an item that lacks it', "={{ $json.bot === 'cb_two' ? $json.bot : 'cb_one' }}"],
		])('gives each row its own chatbot: by %s', async (_, chatbotId) => {
			const run = await create(rows, { credential: { chatbotId } });
			expect(run.output('Created')).toHaveLength(4);
			expect(
				sandbox()
					.leads()
					.map(({ chatbotId: bot }) => bot),
			).toEqual(rows.map(({ bot }) => bot));
		});

		// n8n 2.41 gives an expression copies of all items, and what it cannot copy is undefined there: isolated-vm needs Node 24.
		it.each([1, 2])('reads the items as they are: %i', async (count) => {
			const credential = { chatbotId: '={{ $input.first().json.bot }}' };
			await create(rows.slice(0, count), { credential, nodeType: new CopiedItems() });
			const stored = sandbox().leads();
			expect(stored.map(({ chatbotId }) => chatbotId)).toEqual(new Array(count).fill('cb_one'));
		});

		it('that is the same for all rows is used for all', async () => {
			const run = await create(rows, { credential: { chatbotId: "={{ 'cb_' + 'two' }}" } });
			expect(run.output('Created')).toHaveLength(4);
			expect(
				new Set(
					sandbox()
						.leads()
						.map(({ chatbotId }) => chatbotId),
				),
			).toEqual(new Set(['cb_two']));
		});

		it.each([
			['API Key', { apiKey: '={{ $json.key }}' }],
			['Base URL', { baseUrl: '={{ $json.url }}' }],
			['API Key, found by its index', { apiKey: "={{ $('Rows').all()[$itemIndex].json.key }}" }],
		])('that gives rows another %s sends nothing', async (_, credential) => {
			const run = await create(rows.slice(0, 3), { credential, onError: 'continueErrorOutput' });
			expect(run.output('Error').map(({ json }) => json.error)).toMatchObject(
				[1, 2, 3].map((item) => ({
					code: 'CONFIGURATION',
					item,
					message: containing("has another API key or 'Base URL' than item 1"),
				})),
			);
			expect(sent()).toEqual([]);
		});
	});

	class CopiedItems extends PollyBot {
		override async execute(this: IExecuteFunctions) {
			const items = this.getInputData();
			const getCredentials = async (type: string, item?: number) => {
				const originals = [...items];
				for (const [index, original] of originals.entries()) if (types.isProxy(original)) items[index] = { json: {} };
				try {
					return await this.getCredentials(type, item);
				} finally {
					items.splice(0, items.length, ...originals);
				}
			};
			const context = Object.create(this, { getCredentials: { value: getCredentials } }) as IExecuteFunctions;
			return await PollyBot.prototype.execute.call(context);
		}
	}
});
