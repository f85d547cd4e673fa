import { outputItems } from '~/tools/n8n/executionRecord';
import { POLLYBOTS } from '~/test/node/pollyBots';
import { chainWorkflow, type Link, START } from './support/chainWorkflow';
import { executions, items, pollyBotWithTrigger, SECRET } from './support/triggerWorkflow';

const rows = [
	{ name: 'Łukasz Wójcik', email: 'lukasz@example.com', source: 'web', city: 'Kraków' },
	{ name: 'Ann Lee', email: 'ann@example.com', source: 'fair' },
	{ name: 'Lukas Again', email: 'LUKASZ@example.com', source: 'web' },
];

const create: Link = {
	name: 'Create',
	parameters: { operation: 'create', dataToSend: 'autoMapInputData', options: { dedupeInput: false } },
};
const list: Link = {
	name: 'List',
	parameters: { operation: 'getAll', returnAll: true, filters: { source: 'web' } },
};

describe.each(POLLYBOTS)('$title in the real n8n', ({ profile, shown, created, metadata, emailTaken }) => {
	const { sandbox, rest, credential, active, settled } = pollyBotWithTrigger({ profile });

	async function run(given: object[], link: Link) {
		const workflow = chainWorkflow(credential(), given, [link]);
		const execution = await rest().run(await rest().importWorkflow(workflow), START);
		expect(execution.error).toBeUndefined();
		return (output: number) => outputItems(execution, link.name, output).map(({ json }) => json);
	}

	it('creates leads, tells which one is there, and lists those of a source', async () => {
		const output = await run(rows, create);
		const [first, second, ...others] = sandbox().leads();
		expect(others).toEqual([]);
		expect(output(0).map(({ id, status }) => [id, status])).toEqual([
			[first?.id, created('new')],
			[second?.id, created('new')],
		]);
		expect(output(0)[0]?.metadata).toEqual(metadata({ city: 'Kraków' }));
		expect(output(1)).toMatchObject([
			{ duplicate: true, duplicateOf: 'workspace', existingLeadId: first?.id, message: emailTaken },
		]);
		expect((await run([{}], list))(0)).toEqual([JSON.parse(JSON.stringify(shown(first)))]);
	});

	it('starts a workflow with a new lead', async () => {
		const { url, workflowId } = await active({ chatbotId: sandbox().chatbotId });
		sandbox().addWebhook({ url, secret: SECRET });
		const lead = sandbox().addLead({ name: 'Ada', email: 'ada@example.com' });
		const [started] = await executions(rest(), workflowId, 1);
		expect(items(started)).toMatchObject([
			{ id: lead.id, name: 'Ada', event: 'LEAD_CREATED', chatbotId: sandbox().chatbotId },
		]);
		await settled();
		expect(sandbox().deliveries).toMatchObject([{ state: 'delivered' }]);
	});
});
