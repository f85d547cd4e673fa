import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, launchN8n, type RunningN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { chosenN8nVersion } from '~/tools/n8n/versions';
import { withNode } from '~/tools/n8n/workflow';
import { type Sandbox, startSandbox } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { OWNER } from './support/host';
import { items, pollingNode, triggerWorkflow } from './support/triggerWorkflow';

const NEWS = 'News';

const SCHEDULER = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
	// By default it looks every 5 and 10 s for what is due, and gives a poll 36 s. With this it gives a poll 10 s.
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '2',
	N8N_SCHEDULER_POLL_TIMEOUT: '15',
};

const MODES = [
	['without durable cursors', SCHEDULER],
	['with durable cursors', { ...SCHEDULER, N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' }],
] as const;

describe.each(MODES)("n8n's durable scheduler %s", (_, env) => {
	let folder: Awaited<ReturnType<typeof createUserFolder>>;
	let n8n: RunningN8n | undefined;
	let rest: N8nRest;
	let sandbox: Sandbox;
	const published: string[] = [];

	const start = async () => {
		n8n = await launchN8n(await installN8n(chosenN8nVersion(), console.log), folder.path, { command: 'start', env });
		rest = await N8nRest.signIn(n8n.url, OWNER);
	};
	beforeAll(async () => {
		sandbox = await startSandbox({ limit: 100_000 });
		folder = await createUserFolder();
		await installPackage(folder.path);
		await start();
	}, 240_000);
	afterAll(async () => {
		await sandbox.close();
		await n8n?.stop();
		await folder.remove();
	});

	afterEach(async () => {
		for (const workflowId of published.splice(0)) await rest.deactivate(workflowId);
	});

	const add = (name: string, more: object = {}) =>
		sandbox.addLead({ name, email: `${name.toLowerCase()}@example.com`, ...more });
	const polled = async (count: number) => {
		const before = sandbox.requests.length;
		await until('PollyBot was asked', () => sandbox.requests.length >= before + count, 120, 200);
	};
	const publish = async (parameters: Record<string, unknown>, name = NEWS, service = sandbox) => {
		const { url: baseUrl, apiKey, chatbotId } = service;
		const credential = await rest.createCredential('Polling', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
		const node = pollingNode(credential, parameters, name);
		const workflow = triggerWorkflow([{ node, url: '', testUrl: '' }]);
		const workflowId = await rest.importWorkflow(workflow);
		published.push(workflowId);
		await rest.activate(workflowId);
		return { workflow, workflowId };
	};
	/** The names of the leads that an execution began with. */
	const namesIn = async (executionId: string, trigger: string) =>
		items(await rest.ended(executionId), trigger).map(({ name }) => String(name));
	/** Those of all executions, in order. */
	const told = async (workflowId: string, trigger: string) => {
		const ids = await rest.executionIds(workflowId);
		return (await Promise.all(ids.map(async (id) => await namesIn(id, trigger)))).flat();
	};
	const untilTold = async (workflowId: string, names: string[], trigger = NEWS) => {
		const areTold = async () => (await told(workflowId, trigger)).length >= names.length;
		await until(`${names.join()} are told`, areTold, 120, 500);
		await polled(2);
		expect(await told(workflowId, trigger)).toEqual(names);
	};

	it('tells each lead once, through filters, a restart and another name', async () => {
		add('Old');
		const { workflow, workflowId } = await publish({});
		// Before the first poll of the schedule.
		add('Ann');
		await untilTold(workflowId, ['Ann']);

		const filtered = withNode(workflow, NEWS, (node) => ({
			...node,
			parameters: { ...node.parameters, filters: { source: 'fair' } },
		}));
		await rest.saveWorkflow(workflowId, filtered);
		add('Bob', { source: 'fair' });
		await rest.activate(workflowId);
		await untilTold(workflowId, ['Ann', 'Bob']);
		for (const name of ['Cy', 'Dora']) add(name, { source: 'web' });
		await polled(3);
		add('Eve', { source: 'fair' });
		await untilTold(workflowId, ['Ann', 'Bob', 'Eve']);

		await n8n?.stop();
		add('Finn', { source: 'fair' });
		await start();
		await untilTold(workflowId, ['Ann', 'Bob', 'Eve', 'Finn']);
	}, 300_000);

	it('tells what is new after the node was renamed', async () => {
		const { workflow, workflowId } = await publish({});
		const [node, ...behind] = workflow.nodes;
		if (!node) throw new Error('There is no trigger');
		const connections = { Renamed: workflow.connections[NEWS] ?? {} };
		await rest.saveWorkflow(workflowId, { ...workflow, nodes: [{ ...node, name: 'Renamed' }, ...behind], connections });
		await rest.activate(workflowId);
		await polled(3);
		add('Gus');
		await untilTold(workflowId, ['Gus'], 'Renamed');
	}, 300_000);

	it('tells a backlog that takes longer than a poll may in parts: each lead once, the oldest first', async () => {
		const slow = await startSandbox({ limit: 100_000, latencyMs: 400 });
		try {
			const { workflowId } = await publish({}, NEWS, slow);
			const names = Array.from({ length: 12_000 }, (_, index) => `Lead ${index}`);
			// What came while n8n was off. The leads of the last 10 minutes would be read again in each poll.
			const began = Date.now() - 86_400_000;
			for (const [index, name] of names.entries()) {
				const createdAt = new Date(began + index * 1000).toISOString();
				slow.addLead({ name, email: `lead${index}@example.com`, createdAt, updatedAt: createdAt });
			}
			const parts = new Map<string, string[]>();
			const areTold = async () => {
				for (const id of await rest.executionIds(workflowId)) parts.set(id, parts.get(id) ?? (await namesIn(id, NEWS)));
				return [...parts.values()].flat().length >= names.length;
			};
			await until('all leads are told', areTold, 600, 1000);
			expect([...parts.values()].flat()).toEqual(names);
			expect([...parts.values()].filter((part) => part.length > 0).length).toBeGreaterThan(1);
		} finally {
			await slow.close();
		}
	}, 660_000);
});
