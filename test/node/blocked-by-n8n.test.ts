import './n8nCore';

import { createRequire } from 'node:module';
import type * as config from '@n8n/config';
import type * as di from '@n8n/di';
import { activatePolling, searchList, testCredential } from './n8nCore';
import { sandboxed } from './sandboxed';

const { run, node, requests } = sandboxed();

// n8n-core has its own versions of these packages.
const requireOfCore = createRequire(require.resolve('n8n-core'));
const { Container } = requireOfCore('@n8n/di') as typeof di;
const { SsrfProtectionConfig } = requireOfCore('@n8n/config') as typeof config;

/** What N8N_SSRF_PROTECTION_ENABLED sets. The sandbox is on an internal address, as a PollyBot of one's own may be. */
const protection = Container.get(SsrfProtectionConfig);
beforeAll(() => {
	protection.enabled = true;
});
afterAll(() => {
	protection.enabled = false;
});

const WORDS =
	'n8n did not send the request. Its reason: The request was blocked because it resolves to a restricted IP';

describe('What n8n itself blocks is a matter of configuration, and nothing is tried again', () => {
	it.each(['create', 'upsert', 'get', 'getAll', 'update', 'delete'])('%s', async (operation) => {
		const lead = { name: 'Ann', email: 'ann@example.com', updateFields: { company: 'Tech' } };
		const rows = Array.from({ length: 30 }, (_, row) => ({ id: `lead_${row}` }));
		const parameters = { ...lead, leadId: '={{ $json.id }}' };
		const result = await run(operation, rows, {
			parameters: { ...parameters, email: '={{ $json.id }}@example.com' },
			onError: 'continueErrorOutput',
			signal: AbortSignal.timeout(30_000),
		});
		const errors = result.output('Error').map(({ json }) => json.error) as Array<Record<string, string>>;
		expect(errors).toHaveLength(30);
		for (const { code, message, description } of errors) {
			expect(code).toBe('CONFIGURATION');
			expect(message).toContain(WORDS);
			expect(description).toContain('ask your n8n administrator');
		}
		expect(requests()).toEqual([]);
	});

	it('the list of leads, a poll and the credential test', async () => {
		const list = { ...node({ operation: 'get' }) };
		await expect(searchList(list, 'searchLeads')).rejects.toThrow(WORDS);
		const trigger = await activatePolling({ ...node({}), nodeName: 'pollyBotPollingTrigger' });
		await expect(trigger.poll()).rejects.toThrow(WORDS);
		const { status, message } = await testCredential('pollyBotApi', { ...list.credential });
		expect(status).toBe('Error');
		expect(message).toContain(WORDS);
		expect(requests()).toEqual([]);
	});
});
