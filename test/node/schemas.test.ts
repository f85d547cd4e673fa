import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { leadOperations } from '~/nodes/PollyBot/actions/lead';
import { sandboxed } from './sandboxed';

const { run, sandbox } = sandboxed();

const ann = { name: 'Ann', email: 'ann@example.com', phone: '5', source: 'web', metadata: { a: 'b' } };
const lead: INodeParameters = { ...ann, specifyMetadata: 'json', metadata: {}, metadataJson: '{"a": "b"}' };
const leadId = { __rl: true, mode: 'id', value: 'lead_ann' };

const CASES: ReadonlyArray<readonly [operation: string, parameters: INodeParameters, isKnown: boolean]> = [
	['create', lead, false],
	['upsert', lead, true],
	['get', { leadId }, true],
	['getAll', {}, true],
	['update', { leadId, updateFields: { name: 'Ann Lee' } }, true],
	['delete', { leadId }, true],
];

it('every operation has a preview', () => {
	expect(CASES.map(([operation]) => operation).sort()).toEqual(leadOperations.map(({ value }) => value).sort());
});

describe('the fields that the editor previews are those that the service answers', () => {
	it.each(CASES)('%s', async (operation, parameters, isKnown) => {
		if (isKnown) sandbox().addLead({ ...ann, id: 'lead_ann' });
		const result = await run(operation, [{}], { parameters });
		const answered = Object.entries(result.outputs[0]?.[0]?.json ?? {}).map(([name, value]) => [
			name,
			{ type: typeof value },
		]);
		const file = path.join('dist', 'nodes', 'PollyBot', '__schema__', 'v1.0.0', 'lead', `${operation}.json`);
		const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<string, { type: string }> };
		expect(Object.fromEntries(answered)).toEqual(schema.properties);
	});
});
