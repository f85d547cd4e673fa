import { leadOperations } from '~/nodes/PollyBot/actions/lead';
import { containingAll } from '~/test/matchers';
import { describeNode } from './n8nCore';

describe('the description', () => {
	it('has actions that read well in the node creator', async () => {
		const { properties } = await describeNode();
		const { options = [] } = properties.find(({ name }) => name === 'operation') ?? {};
		const actions = options.map((option) => ('action' in option ? option.action : undefined));
		expect(actions).toEqual(leadOperations.map(({ action }) => action).sort());
		for (const action of actions) expect(action).toMatch(/^[A-Z][a-z]+( or [a-z]+)? (a|many) leads?$/);
	});

	it('is found by many words, and is one of version 1 that AI agents may use', async () => {
		const description = await describeNode();
		expect(description).toMatchObject({ displayName: 'PollyBot', version: 1, usableAsTool: true, group: ['output'] });
		expect(description.codex?.alias).toEqual(containingAll(['lead', 'crm', 'chatbot', 'form', 'contact']));
		expect(description.credentials).toEqual([{ name: 'pollyBotApi', required: true }]);
	});
});
