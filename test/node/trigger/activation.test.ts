import { activate, deactivate, type NodeUnderTest } from '../n8nCore';
import { TRIGGER } from './lead';

const trigger = (node: Partial<NodeUnderTest>): NodeUnderTest => ({ ...TRIGGER, ...node });

describe.each(['trigger', 'manual'] as const)('switching the trigger on (%s)', (mode) => {
	it('works with a secret, and registers nothing anywhere', async () => {
		await expect(activate(trigger({}), mode)).resolves.toBeUndefined();
	});

	it('works without a secret, and without a credential, when the verification is off', async () => {
		const parameters = { verifySignature: false };
		await expect(activate(trigger({ parameters, credential: undefined }), mode)).resolves.toBeUndefined();
	});

	it.each<[string, Partial<NodeUnderTest>]>([
		['without a secret', { credential: { webhookSecret: '' } }],
		['with a secret of blanks', { credential: { webhookSecret: ' ' } }],
		['without a credential', { credential: undefined }],
	])('fails %s, and says where the secret is', async (_, node) => {
		await expect(activate(trigger(node), mode)).rejects.toThrow(
			/needs its webhook's secret.*shows it once.*turn off 'Verify Signature'/,
		);
	});

	it.each([
		["={{ '' }}", /'Source' is an expression that returned nothing/],
		['={{ $json.nothing }}', /expression in 'Filters' cannot be evaluated/],
	])('fails when a filter cannot be told: %s', async (source, message) => {
		const parameters = { filters: { source } };
		await expect(activate(trigger({ parameters }), mode)).rejects.toThrow(message);
	});

	it('fails when no event is chosen', async () => {
		await expect(activate(trigger({ parameters: { events: [] } }), mode)).rejects.toThrow(/No event is chosen/);
	});
});

it('switching the trigger off takes nothing back, and succeeds', async () => {
	await expect(deactivate(trigger({}))).resolves.toBe(true);
	await expect(deactivate(trigger({ credential: undefined }))).resolves.toBe(true);
});
