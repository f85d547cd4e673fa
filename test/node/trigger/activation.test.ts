import { activate, deactivate, type NodeUnderTest } from '../n8nCore';
import { TRIGGER } from './lead';

const trigger = (node: Partial<NodeUnderTest>): NodeUnderTest => ({ ...TRIGGER, ...node });

describe.each(['trigger', 'manual'] as const)('switching the trigger on (%s)', (mode) => {
	it('works with a secret, and registers nothing anywhere', async () => {
		// The address leads nowhere: a request would fail.
		const credential = { ...TRIGGER.credential, baseUrl: 'https://pollybot.invalid' };
		await expect(activate(trigger({ credential }), mode)).resolves.toBeUndefined();
	});

	it('works without a secret, and without a credential, when the verification is off', async () => {
		const parameters = { verifySignature: false };
		await expect(activate(trigger({ parameters, credential: undefined }), mode)).resolves.toBeUndefined();
	});

	it.each<[string, Partial<NodeUnderTest>]>([
		['without a secret', { credential: { apiKey: 'k' } }],
		['with a secret of blanks', { credential: { apiKey: 'k', webhookSecret: ' ' } }],
		['without a credential', { credential: undefined }],
	])('fails %s, and says where the secret is', async (_, node) => {
		await expect(activate(trigger(node), mode)).rejects.toThrow(
			/has no 'Webhook Secret'.*chatbot → Settings → Webhooks.*switch off 'Verify Signature'/,
		);
	});

	it('fails when no event is chosen', async () => {
		await expect(activate(trigger({ parameters: { events: [] } }), mode)).rejects.toThrow(/No event is chosen/);
	});
});

it('switching the trigger off takes nothing back, and succeeds', async () => {
	await expect(deactivate(trigger({}))).resolves.toBe(true);
	await expect(deactivate(trigger({ credential: undefined }))).resolves.toBe(true);
});
