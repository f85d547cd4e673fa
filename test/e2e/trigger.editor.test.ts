import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { until } from '~/tools/until';
import { openBrowser } from './support/browser';
import { inEditor } from './support/inEditor';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import {
	executions,
	items,
	type PlacedTrigger,
	placeTrigger,
	SECRET,
	TRIGGER,
	triggerWorkflow,
} from './support/triggerWorkflow';
import { containingAll } from '~/test/matchers';

const { sandbox, rest, secret, newSecret } = pollyBotInN8n();
const editor = inEditor();

/** A workflow with the trigger, open in the editor. */
async function open(): Promise<PlacedTrigger> {
	const trigger = placeTrigger(secret());
	await editor().openWorkflow(await rest().importWorkflow(triggerWorkflow([trigger])));
	return trigger;
}

describe('the panel of the trigger', () => {
	it('shows both URLs, and the steps in PollyBot beside them', async () => {
		const { url, testUrl } = await open();
		await editor().openNode(TRIGGER);
		await editor().openWebhookUrls();
		expect(await editor().webhookUrls('Test URL')).toEqual([testUrl]);
		expect(await editor().webhookUrls('Production URL')).toEqual([url]);
		await editor().picture('trigger-panel');
		const steps = await editor().byTestId('ndv').innerText();
		expect(steps).toContain('Settings → Webhooks → Add Webhook');
		expect(await editor().fieldLabels()).toEqual(
			containingAll(['Trigger On', 'Chatbot ID', 'Verify Signature', 'Filters', 'Simplify']),
		);
		expect(await editor().fieldLabels()).not.toContain('Options');
	});

	it('shows a lead that comes to the test URL', async () => {
		const { testUrl } = await open();
		await editor().openNode(TRIGGER);
		await editor().listen();
		sandbox().addWebhook({ url: testUrl, secret: SECRET });
		sandbox().addLead({ name: 'Ada Example', email: 'ada@example.com', source: 'Website chat' });
		await editor().byTestId('output-panel').getByText('ada@example.com').first().waitFor();
		await editor().picture('trigger-lead');
	});
});

describe('a newcomer', () => {
	it('follows docs/trigger.md with the sandbox, from an empty workflow to the first lead', async () => {
		await newSecret('chosen by a newcomer', 'Newcomer');
		await editor().beginWith('PollyBot', 'On lead created');
		await editor().chooseCredential('Newcomer');
		await editor().openWebhookUrls();
		const [url = ''] = await editor().webhookUrls('Production URL');
		await editor().closeNode();
		await editor().picture('newcomer-workflow');

		const browser = await openBrowser();
		const page = await browser.newPage({ viewport: { width: 1200, height: 620 }, colorScheme: 'light' });
		page.setDefaultTimeout(30_000);
		await page.goto(sandbox().url);
		await page.getByLabel('URL').fill(url);
		await page.getByLabel('Secret').fill('chosen by a newcomer');
		await page.getByText('Add webhook').click();
		await page.getByText(url).waitFor();

		const workflowId = await editor().saved();
		await editor().publish();
		await until('the workflow is on', () => rest().isActive(workflowId));
		await page.getByLabel('Name').fill('Ada Example');
		await page.getByLabel('Email').fill('ada@example.com');
		await page.getByText('Submit lead').click();
		await page.getByText('delivered 1').waitFor();
		await page.screenshot({ path: join(REPOSITORY, 'test', 'e2e', 'pictures', 'sandbox-webhooks.png') });
		await page.close();

		const [run] = await executions(rest(), workflowId, 1);
		expect(items(run, 'PollyBot Trigger')).toMatchObject([{ name: 'Ada Example', source: 'Sandbox page' }]);
	});
});

describe('publishing', () => {
	it('without a secret tells the person what is missing', async () => {
		const trigger = placeTrigger(await newSecret(' '));
		await editor().openWorkflow(await rest().importWorkflow(triggerWorkflow([trigger])));
		await editor().publish();
		// n8n tries five times before it gives up.
		await editor().page.getByText("needs its webhook's secret").first().waitFor({ timeout: 60_000 });
		await editor().picture('trigger-publish');
	});
});
