import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { containing } from '~/test/matchers';
import { POLLYBOTS } from '../pollyBots';
import { sandboxed } from '../sandboxed';

const ANN = { name: 'Ann Lee', email: 'ann@example.com' };
const NOTHINGS = [
	'null',
	'NULL',
	'N/A',
	'n/a',
	'none',
	'None',
	'unknown',
	'undefined',
	'not provided',
	'-',
	'?',
	' null ',
];

describe.each(POLLYBOTS)('values that a model writes, $title', ({ profile, created }) => {
	const { run, sent, sandbox, requests } = sandboxed({ profile });
	const asTool = { nodeName: 'pollyBotTool', nodeType: new PollyBot() };
	const call = async (operation: string, parameters: Record<string, unknown>) => {
		const result = await run(operation, [{}], { parameters: parameters as never, ...asTool });
		return result.outputs[0]?.map(({ json }) => json);
	};

	it.each(NOTHINGS)('%j for a field that may be empty is nothing', async (nothing) => {
		await call('create', {
			...ANN,
			phone: nothing,
			source: nothing,
			additionalFields: { company: nothing, message: 'Hi' },
		});
		expect(sent()).toEqual([{ ...ANN, message: 'Hi' }]);
	});

	it.each(NOTHINGS)('%j for an email makes the model ask, and costs no request', async (nothing) => {
		expect(await call('create', { ...ANN, email: nothing })).toMatchObject([
			{ error: { field: 'email', message: containing('Ask the person for it') } },
		]);
		expect(requests()).toEqual([]);
	});

	it('a choice is understood in whatever case', async () => {
		await call('create', {
			...ANN,
			status: 'New',
			additionalFields: { urgency: 'High', preferredMethod: 'Email', tags: 'vip, fair' },
		});
		expect(sent()).toEqual([
			{ ...ANN, status: 'new', urgency: 'high', preferredMethod: 'email', tags: ['vip', 'fair'] },
		]);
		expect(sandbox().leads()[0]?.status).toBe(created('new'));
	});

	it('an update of nothing says so, and changes nothing', async () => {
		const { id } = sandbox().addLead(ANN);
		const leadId = { __rl: true, mode: 'id', value: id };
		expect(await call('update', { leadId, updateFields: { phone: 'N/A', company: 'unknown' } })).toMatchObject([
			{ error: { message: containing('There is nothing to update') } },
		]);
		expect(requests()).toEqual([]);
	});

	it('pairs that have no value are left out, and the others keep their names', async () => {
		const pair = (name: string, value: string) => ({ id: name, name, value, type: 'string' });
		const assignments = [pair('plan', 'Pro'), pair('city', 'unknown'), pair('none', 'Rome')];
		await call('create', { ...ANN, metadata: { assignments } });
		expect(sent()).toEqual([{ ...ANN, metadata: { plan: 'Pro', none: 'Rome' } }]);
	});

	it('what comes as text is what it means: switches, numbers, choices, JSON', async () => {
		sandbox().addLead({ ...ANN, email: 'bob@example.com' });
		sandbox().addLead(ANN);
		const texts = { returnAll: '={{ "false" }}', limit: '={{ "1" }}' };
		expect(await call('getAll', texts)).toHaveLength(1);
		expect(await call('getAll', { ...texts, returnAll: '={{ "true" }}' })).toHaveLength(2);
		const additionalFields = { metadataJson: '{"score": 5}', customFields: '{"plan": "Pro"}', tags: '["vip", "fair"]' };
		const eve = { name: 'Eve', email: 'eve@example.com' };
		expect(await call('create', { ...eve, additionalFields, options: { dryRun: 'true' } })).toMatchObject([
			{
				dryRun: true,
				lead: { ...eve, metadata: { score: 5 }, customFields: { plan: 'Pro' }, tags: ['vip', 'fair'] },
			},
		]);
		expect(sent()).toEqual([]);
		await call('create', { ...eve, additionalFields, options: { dryRun: 'false', timeout: '5000', maxRetries: '0' } });
		expect(sent()).toHaveLength(1);
	});

	it('the same call twice at the same time makes one lead and says so once', async () => {
		const results = await Promise.all([call('create', ANN), call('create', ANN)]);
		expect(results.flatMap((items) => items?.map(({ duplicate }) => duplicate))).toEqual(
			expect.arrayContaining([undefined, true]),
		);
		expect(sandbox().leads()).toHaveLength(1);
	});

	it('as a node, what a form says is stored as it is', async () => {
		await run('create', [{}], { parameters: { ...ANN, phone: 'N/A', source: 'none' } });
		expect(sent()).toMatchObject([{ phone: 'N/A', source: 'none' }]);
	});

	it('a priority is filtered in whatever case', async () => {
		sandbox().addLead({ ...ANN, priority: 'HIGH' });
		const result = await run('getAll', [{}], { parameters: { filters: { priority: 'High' } }, outsideContract: true });
		expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual(['Ann Lee']);
		expect(requests()[0]).toContain('priority=HIGH');
	});
});
