import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { inEditor } from './support/inEditor';

const FILE = join(REPOSITORY, 'examples', 'new-lead-to-crm.json');
const NODES = { trigger: 'New Lead', enrich: 'Enrich', crm: 'Save in the CRM' };

const editor = inEditor();

describe('the example that puts new leads into a CRM', () => {
	it('is imported from its file as it is, each time with a new URL, which stays when it is saved', async () => {
		const urls: string[] = [];
		for (const time of [1, 2]) {
			await editor().importFile(FILE);
			if (time === 1) await editor().picture('new-lead-to-crm');
			for (const name of Object.values(NODES)) expect(await editor().node(name).count()).toBe(1);
			const id = await editor().saved();
			urls.push(...(await productionUrls()));
			await editor().openWorkflow(id);
			urls.push(...(await productionUrls()));
		}
		expect(urls).toHaveLength(4);
		expect([urls[0], urls[2]]).toEqual([urls[1], urls[3]]);
		expect(urls[0]).not.toBe(urls[2]);
		for (const url of urls) expect(url).toMatch(/\/webhook\/[0-9a-f-]{36}\/webhook$/);
	});
});

async function productionUrls(): Promise<string[]> {
	await editor().openNode(NODES.trigger);
	await editor().openWebhookUrls();
	const urls = await editor().webhookUrls('Production URL');
	await editor().closeNode();
	return urls;
}
