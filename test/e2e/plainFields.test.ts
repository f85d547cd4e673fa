import { outputItems } from '~/tools/n8n/executionRecord';
import { leadWorkflow, POLLYBOT, TRIGGER } from './support/leadWorkflow';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const VALUES = [
	'Ann',
	' spaces ',
	'',
	'={{ 1 }}',
	'{{ $json.row }}',
	'Łukasz 😀',
	0,
	-1.5,
	1e21,
	true,
	false,
	null,
	[],
	['a', 'b'],
	['a', ['b', null, { c: [1] }]],
	{},
	{ a: 1, 'b c': { d: ['e', { f: null }] }, '1': 'x', '0': 'y' },
];

const ROWS = [
	...VALUES.map((value) => ({ value, nested: { value, 'Full Name': value }, 'My Value': value })),
	{},
	{ nested: {} },
	{ nested: null },
	{ nested: ['a'] },
].map((row, index) => ({ row: index, ...row }));

const { rest, credential } = pollyBotInN8n();

/** @param space with more than one space, an expression is n8n's to evaluate */
async function checkOnly(space: string): Promise<unknown> {
	const read = (path: string) => `={{${space}$json${path}${space}}}`;
	const metadata = ['.value', '.nested.value', '.nested', ".nested['Full Name']", '["My Value"]', '.missing'];
	const parameters = {
		name: 'Ann',
		email: '={{ $json.row }}@example.com',
		phone: read('.value'),
		source: read('.nested.value'),
		metadata: {
			assignments: metadata.map((path, id) => ({ id: `${id}`, name: `m${id}`, type: 'string', value: read(path) })),
		},
		additionalFields: { metadataJson: read('.nested'), tags: read('.value'), company: read('.missing') },
		options: { dryRun: true, dedupeInput: read('.value') },
	};
	const workflow = leadWorkflow({ credential: credential(), rows: ROWS, parameters, onError: 'continueRegularOutput' });
	const execution = await rest().run(await rest().importWorkflow(workflow), TRIGGER);
	expect(execution.status).toBe('success');
	return outputItems(execution, POLLYBOT, 0).map((item) => item.json);
}

it('a field that is read without n8n is what n8n makes of it, whether it is missing, a text or an object', async () => {
	const own = await checkOnly(' ');
	expect(own).toHaveLength(ROWS.length);
	expect(own).toEqual(await checkOnly('  '));
});
