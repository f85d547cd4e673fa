import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { parseWorkflow } from '~/tools/n8n/workflow';
import { REPOSITORY } from '~/tools/repository';
import { containing } from '~/test/matchers';
import { PROFILES, sandboxed } from './sandboxed';

const example = parseWorkflow(readFileSync(join(REPOSITORY, 'examples', 'custom-fields-to-leads.json'), 'utf8'));
const parametersOf = (name: string) => example.nodes.find((node) => node.name === name)?.parameters;
const sample = z.object({ jsonOutput: z.string() }).parse(parametersOf('Sample Rows'));
const { rows } = z.object({ rows: z.array(z.record(z.unknown())) }).parse(JSON.parse(sample.jsonOutput));

describe.each(PROFILES)('the example of custom fields, with a PollyBot of the profile %s', (profile) => {
	const { run, sandbox } = sandboxed({ profile });
	const runExample = async () =>
		await run('create', rows, {
			parameters: parametersOf('Create Lead') as INodeParameters,
			onError: 'continueErrorOutput',
		});

	it('keeps every column that is filled, with the types that were chosen', async () => {
		await runExample();
		expect(
			sandbox()
				.leads()
				.map(({ name, phone, customFields }) => ({ name, phone, customFields })),
		).toEqual([
			{
				name: 'Ann Lee',
				phone: '+1-555-0101',
				customFields: {
					'Trade Fair': 'Berlin 2026',
					Hall: '4.2',
					plan: 'Pro',
					seats: 25,
					newsletter: true,
					interests: ['Support bot', 'Lead forms'],
				},
			},
			{ name: 'Bruno Costa', customFields: { 'Trade Fair': 'Berlin 2026', plan: 'Free', newsletter: false } },
			{
				name: 'Chiara Rossi',
				phone: '390612345',
				customFields: { 'Trade Fair': 'Lisbon 2026', Hall: '1', plan: 'Team', seats: 8, interests: ['Lead forms'] },
			},
		]);
	});

	it('gives back the row to correct, and the repeated one, at no request', async () => {
		const result = await runExample();
		expect(result.output('Error').map(({ json }) => [json.Row, json.error])).toMatchObject([
			[
				5,
				{
					field: 'customFieldPairs.seats',
					message: containing(`"seats" in 'Custom Fields' should be of type number`),
				},
			],
		]);
		expect(result.output('Duplicate').map(({ json }) => [json.email, json.duplicateOf])).toEqual([
			['Ann.Lee@example.com', 'input'],
		]);
		expect(sandbox().requests).toHaveLength(3);
	});
});
