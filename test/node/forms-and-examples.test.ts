import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { containing } from '~/test/matchers';
import { PAYLOADS } from '~/test/unit/mapping/forms/payloads';
import { parseWorkflow } from '~/tools/n8n/workflow';
import { REPOSITORY } from '~/tools/repository';
import { POLLYBOTS } from './pollyBots';
import { sandboxed, PROFILES } from './sandboxed';

const automatic = { dataToSend: 'autoMapInputData' };

describe.each(POLLYBOTS)('A payload of a form, $title', ({ profile }) => {
	const { create, sandbox, sent } = sandboxed({ profile });

	it('each becomes the same person', async () => {
		const rows = PAYLOADS.map(({ json }) => json);
		const { outputs } = await create(rows, { parameters: { ...automatic, onDuplicate: 'returnExisting' } });
		expect(outputs[0]).toHaveLength(rows.length);
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.com' }]);
		expect(sent()).toHaveLength(1);
	});

	it('a row without a person is rejected, with the names of the fields that it has', async () => {
		const call = { headers: {}, params: {}, query: {}, body: { order: 1 }, webhookUrl: 'x', executionMode: 'test' };
		const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`Column ${index}`, index]));
		const run = await create([call, many, {}], { parameters: automatic, onError: 'continueErrorOutput' });
		const messages = ['The body has the fields "order".', '"Column 7" and 12 more', 'The item has no fields'];
		expect(run.output('Error').map(({ json }) => json.error)).toEqual(
			messages.map((message, index) => ({
				code: 'VALIDATION_ERROR',
				field: 'name',
				item: index + 1,
				message: containing(message),
			})),
		);
		expect(sent()).toEqual([]);
	});

	it('a list of people is rejected with the way out, and a status of another system is told in the hint', async () => {
		const people = [
			{ name: 'Ann', email: 'ann@example.com' },
			{ name: 'Bob', email: 'bob@example.com' },
		];
		const call = { headers: {}, params: {}, query: {}, body: people, webhookUrl: 'x', executionMode: 'test' };
		const row = { Name: 'Ann', Email: 'ann@example.com', 'Lead Status': 'CREATED', Phone: '#N/A' };
		const run = await create([call, row], { parameters: automatic, onError: 'continueErrorOutput' });
		expect(run.output('Error').map(({ json }) => json.error)).toMatchObject([{ message: containing('Split Out') }]);
		expect(sent()).toMatchObject([{ name: 'Ann', metadata: { 'Lead Status': 'CREATED' } }]);
		expect(JSON.stringify(sent())).not.toContain('#N/A');
		expect(run.hints.map(({ message }) => message).join()).toContain('“CREATED” in “Lead Status”');
	});

	it('what is added to metadata by hand comes from the answers too, and never from the call', async () => {
		const call = {
			headers: { cookie: 'a' },
			params: {},
			query: {},
			body: { name: 'Ann', email: 'ann@example.com', plan: 'Pro' },
		};
		await create([call], {
			parameters: { name: 'Ann', email: 'ann@example.com', options: { includeRemaining: true } },
		});
		expect(sent()).toMatchObject([{ metadata: { plan: 'Pro' } }]);
		expect(JSON.stringify(sent())).not.toContain('cookie');
	});
});

const example = parseWorkflow(readFileSync(join(REPOSITORY, 'examples', 'custom-fields-to-leads.json'), 'utf8'));
const parametersOf = (name: string) => example.nodes.find((node) => node.name === name)?.parameters;
const sample = z.object({ jsonOutput: z.string() }).parse(parametersOf('Sample Rows'));
const { rows } = z.object({ rows: z.array(z.record(z.unknown())) }).parse(JSON.parse(sample.jsonOutput));

describe.each(PROFILES)('The example of custom fields, PollyBot %s', (profile) => {
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
