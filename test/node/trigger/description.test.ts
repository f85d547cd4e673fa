import { describeNode } from '../n8nCore';
import { containingAll } from '~/test/matchers';

const describeTrigger = () => describeNode({ nodeName: 'pollyBotTrigger' });

describe('the description', () => {
	it('the webhook takes POST, at a path that stays as it is', async () => {
		const { webhooks } = await describeTrigger();
		expect(webhooks).toMatchObject([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		]);
	});

	it('it is a trigger of version 1 that can be found, and no tool', async () => {
		const description = await describeTrigger();
		expect(description).toMatchObject({
			displayName: 'PollyBot Trigger',
			name: 'pollyBotTrigger',
			version: 1,
			group: ['trigger'],
			inputs: [],
			outputs: ['main'],
		});
		expect(description.usableAsTool).toBeUndefined();
		expect(description.codex?.alias).toEqual(containingAll(['lead', 'webhook', 'chatbot']));
	});
});

it('the panel says step by step where the URL is entered in PollyBot', async () => {
	const { properties, triggerPanel } = await describeTrigger();
	const notice = properties.find(({ type }) => type === 'notice')?.displayName;
	expect(notice).toMatch(
		/1\. .*Production URL.*2\. .*Settings → Webhooks → Add Webhook.*3\. .*Lead Created.*4\. .*only once.*5\. .*Webhook Secret.*6\. Publish/s,
	);
	expect(JSON.stringify(triggerPanel)).toMatch(/Test URL.*Settings → Webhooks → Add Webhook → Lead Created/);
});
