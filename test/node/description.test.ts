import type { INodeProperties } from 'n8n-workflow';
import { leadOperations } from '~/test/leadOperations';
import { containing, containingAll, including } from '~/test/matchers';
import { describeNode } from './n8nCore';

describe('the description', () => {
	it('has actions that read well in the node creator', async () => {
		const { properties } = await describeNode();
		const { options = [] } = properties.find(({ name }) => name === 'operation') ?? {};
		const actions = options.map((option) => ('action' in option ? option.action : undefined));
		expect(actions).toEqual(leadOperations.map(({ action }) => action).sort());
		for (const action of actions) expect(action).toMatch(/^[A-Z][a-z]+( or [a-z]+| many)? leads?$/);
	});

	it('is found by many words, and is one of version 1 that AI agents may use', async () => {
		const description = await describeNode();
		expect(description).toMatchObject({ displayName: 'PollyBot', version: 1, usableAsTool: true, group: ['output'] });
		expect(description.codex?.alias).toEqual(containingAll(['lead', 'crm', 'chatbot', 'form', 'contact']));
		expect(description.credentials).toEqual([{ name: 'pollyBotApi', required: true, testedBy: 'testPollyBotApi' }]);
	});

	it('says of the newer statuses, wherever one is chosen, that PollyBot API v1.0 does not have them', async () => {
		const { properties } = await describeNode();
		const fields = properties.flatMap((property) => [property, ...fieldsIn(property)]);
		const menus = fields.filter(({ name }) => name === 'status').map(({ options = [] }) => options);
		// In create, in upsert, in update, in the filters.
		expect(menus).toHaveLength(4);
		for (const menu of menus)
			for (const value of ['NEGOTIATING', 'UNRESPONSIVE'])
				expect(menu).toContainEqual(including({ value, description: containing('API v1.0 has no such status') }));
	});

	it('names the two ways to give custom fields differently', async () => {
		const { properties } = await describeNode();
		const named = properties.flatMap(fieldsIn).filter(({ name }) => name.startsWith('customField'));
		expect(new Set(named.map(({ name, displayName }) => `${name}: ${displayName}`))).toEqual(
			new Set(['customFieldPairs: Custom Fields', 'customFields: Custom Fields (JSON)']),
		);
	});
});

/** The fields of a collection. */
function fieldsIn({ options = [] }: INodeProperties): INodeProperties[] {
	return options.flatMap((option) => ('type' in option ? [option] : []));
}
