import fc from 'fast-check';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { propertyRuns } from '~/test/propertyRuns';
import { containing } from '~/test/matchers';
import { POLLYBOTS } from './pollyBots';
import { mapped, sandboxed } from './sandboxed';

const checkOnly = { dryRun: true };

describe.each(POLLYBOTS)('Check Only (Send Nothing), $title', ({ profile }) => {
	const { run, create, sandbox } = sandboxed({ profile });
	const rows = [
		{ name: 'Ann', email: 'ann@example.com' },
		{ name: 'Bob', email: 'bob' },
		{ name: 'Ann again', email: 'ANN@example.com' },
		{ name: '', email: 'cy@example.com' },
		{ name: 'Di', email: 'di@example.com', city: 'Oslo' },
	];
	afterEach(() => {
		expect(sandbox().requests).toHaveLength(0);
	});

	describe.each(['create', 'upsert'])('%s', (operation) => {
		it.each(['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const)(
			'sends no request in the mode %s, whatever the options',
			async (onError) => {
				for (const [onDuplicate, options] of [
					['returnExisting', {}],
					['error', { dedupeInput: false }],
					['duplicateOutput', { onRateLimit: 'deferredOutput', allowMissingEmail: true }],
				] as const) {
					const parameters = mapped({ onDuplicate, options: { ...options, ...checkOnly } });
					const result = await run(operation, rows, { parameters, onError });
					expect(result.error === undefined).toBe(onError !== 'stopWorkflow');
				}
			},
		);

		it('a switch that is given as something else than true or false fails its row, and sends nothing', async () => {
			const given = ['yes', 'maybe', 'off, please'].map((dry) => ({ name: 'Ann', email: 'ann@example.com', dry }));
			const parameters = mapped({ options: { dryRun: '={{ $json.dry }}' } });
			const { outputs } = await run(operation, given, { parameters, onError: 'continueRegularOutput' });
			expect(outputs[0]?.map(({ json }) => json)).toMatchObject([
				{ dryRun: true },
				...[2, 3].map((item) => ({
					error: { item, field: 'dryRun', message: containing("'Check Only (Send Nothing)' must be true or false") },
				})),
			]);
		});

		it('shows what would be sent, on the output that the rows would go to, each with its link', async () => {
			const parameters = mapped({ options: checkOnly, onDuplicate: 'duplicateOutput' });
			const result = await run(operation, rows, { parameters, onError: 'continueErrorOutput' });
			const first = result.outputs[0] ?? [];
			const sent = operation === 'create' ? ['Ann', 'Di'] : ['Ann', 'Ann again', 'Di'];
			expect(first.map(({ json }) => json)).toMatchObject(sent.map((name) => ({ dryRun: true, lead: { name } })));
			expect(first.map(({ pairedItem }) => pairedItem)).toEqual(
				(operation === 'create' ? [0, 4] : [0, 2, 4]).map((item) => ({ item })),
			);
			expect(result.output('Error').map(({ json }) => json.error)).toMatchObject([
				{ item: 2, field: 'email' },
				{ item: 4, field: 'name' },
			]);
		});
	});

	it('a row that repeats an earlier one is told as such', async () => {
		const duplicate = await create(rows.slice(0, 3), {
			parameters: { options: checkOnly },
			onError: 'continueErrorOutput',
		});
		expect(duplicate.output('Duplicate').map(({ json }) => json)).toMatchObject([
			{ dryRun: true, duplicate: true, duplicateOf: 'input', email: 'ANN@example.com', lead: { name: 'Ann again' } },
		]);
		const existing = await create(rows.slice(0, 3), {
			parameters: { options: checkOnly, onDuplicate: 'returnExisting' },
			onError: 'continueErrorOutput',
		});
		expect(existing.outputs[0]?.map(({ json }) => json)).toMatchObject([
			{ dryRun: true },
			{ dryRun: true, duplicate: true, lead: { name: 'Ann again' } },
		]);
		const failed = await create(rows.slice(0, 3), {
			parameters: { options: checkOnly, onDuplicate: 'error' },
			onError: 'continueErrorOutput',
		});
		expect(failed.output('Error').map(({ json }) => json.error)).toMatchObject([
			{ item: 2 },
			{ item: 3, code: 'DUPLICATE_EMAIL', message: containing('repeats the email of item 1, "ANN@example.com". Take') },
		]);
	});

	it('an error that stops it says that nothing was created', async () => {
		const { error } = await create([rows[0], rows[2]] as object[], {
			parameters: { options: checkOnly, onDuplicate: 'error' },
		});
		expect(error?.description).toContain('No lead was created.');
	});

	it('the hint tells the counts, and what became of the headings', async () => {
		const sheet = [
			{ Vorname: 'Ann', Name: 'Lee', 'E-Mail': 'ann@example.com', Firma: 'Lee' },
			{ Vorname: 'Ann', Name: 'Lee', 'E-Mail': 'ann@example.com', Firma: 'Lee' },
			{ Vorname: 'Bob', Name: '', 'E-Mail': 'bob', Firma: '' },
		];
		const { hints } = await create(sheet, {
			parameters: { dataToSend: 'autoMapInputData', options: checkOnly },
			onError: 'continueErrorOutput',
		});
		expect(hints).toEqual([
			{
				message:
					'Nothing was sent to PollyBot. 1 row is ready, 1 row repeats an earlier row, 1 row must be corrected. Mapped: Name from “Vorname”, “Name”; Email from “E-Mail”; “Firma” in the metadata.',
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('where the answers of a form were found is told too', async () => {
		const answers = [
			{ name: 'full_name', values: ['Ann'] },
			{ name: 'email', values: ['ann@example.com'] },
		];
		const { hints } = await create([{ field_data: answers }], {
			parameters: { dataToSend: 'autoMapInputData', options: { ...checkOnly, storeExtraFieldsIn: 'customFields' } },
		});
		expect(hints.map(({ message }) => message)).toEqual([
			containing('The answers were found in: Facebook Lead Ads (field_data).'),
		]);
	});

	it('an agent is told that nothing was sent', async () => {
		const result = await run('create', [{}], {
			parameters: { name: 'Ann', email: 'ann@example.com', options: checkOnly },
			nodeName: 'pollyBotTool',
			nodeType: new PollyBot(),
		});
		expect(result.outputs[0]?.map(({ json }) => json)).toMatchObject([
			{ dryRun: true, message: containing('Nothing was sent') },
		]);
	});
});

describe('Check Only for some of the rows', () => {
	const { run, sandbox } = sandboxed();
	it.each([
		['create', {}],
		['create', { compareFirst: true }],
		['upsert', {}],
		['upsert', { compareFirst: true }],
	])('sends the others, also those that repeat the email of a checked one: %s, %j', async (operation, options) => {
		const rows = [true, false, true].map((dry) => ({ name: 'Ann', email: 'ann@example.com', dry }));
		const parameters = mapped({ options: { ...options, dryRun: '={{ $json.dry }}' } });
		const { outputs, hints } = await run(operation, rows, { parameters });
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann' }]);
		expect(outputs.flat().map(({ json }) => [json.dryRun, typeof json.id])).toEqual([
			[true, 'undefined'],
			[undefined, 'string'],
			[true, 'undefined'],
		]);
		expect(hints.map(({ message }) => message).join()).not.toContain('Nothing was sent');
	});

	it('a row that repeats a checked one and a created one repeats the created one, for no request', async () => {
		const rows = [true, false, false, true].map((dry) => ({ name: 'Ann', email: 'ann@example.com', dry }));
		const { outputs } = await run('create', rows, { parameters: mapped({ options: { dryRun: '={{ $json.dry }}' } }) });
		const id = sandbox().leads()[0]?.id;
		const repeated = { duplicateOf: 'input', existingLeadId: id, message: containing('item 2') };
		expect(outputs[1]?.map(({ json }) => json)).toMatchObject([repeated, { ...repeated, dryRun: true }]);
		expect(sandbox().requests).toHaveLength(1);
	});
});

describe('Check Only shows what would be sent', () => {
	const { create, sandbox, sent } = sandboxed();
	const cell = fc.oneof(
		fc.string(),
		fc.integer(),
		fc.boolean(),
		fc.constant(null),
		fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
	);
	const sheet = fc.array(
		fc.dictionary(fc.constantFrom('Phone', 'Company', 'tags', '姓', 'Quelle', 'metadata', 'x'), cell),
		{
			minLength: 1,
			maxLength: 5,
		},
	);

	it('for any rows', async () => {
		await fc.assert(
			fc.asyncProperty(sheet, async (cells) => {
				const rows = cells.map((row, index) => ({ name: `Ann ${index}`, email: `ann${index}@example.com`, ...row }));
				const parameters = { dataToSend: 'autoMapInputData' };
				const checked = await create(rows, {
					parameters: { ...parameters, options: checkOnly },
					onError: 'continueErrorOutput',
				});
				expect(sent()).toEqual([]);
				await create(rows, { parameters, onError: 'continueErrorOutput', outsideContract: true });
				expect(checked.outputs[0]?.map(({ json }) => json.lead)).toEqual(ordered(sent()));
				sandbox().reset();
			}),
			{ numRuns: propertyRuns(25) },
		);
	});
});

/** Requests arrive in any order: the rows are numbered. */
function ordered(bodies: readonly unknown[]): unknown[] {
	return [...bodies].sort((a, b) => emailOf(a).localeCompare(emailOf(b)));
}

function emailOf(body: unknown): string {
	return (body as { email: string }).email;
}
