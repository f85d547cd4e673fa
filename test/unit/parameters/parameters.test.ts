import type { IExecuteFunctions } from 'n8n-workflow';
import { CustomFieldNames } from '~/nodes/PollyBot/lead/customFieldNames';
import { MappingReport } from '~/nodes/PollyBot/mapping/mappingReport';
import { sourcesOf } from '~/nodes/PollyBot/parameters/source';

/**
 * A stand-in for n8n's context: only this way a test can see whether n8n was asked. What n8n returns is marked.
 */
function reader(type: string, parameters: Record<string, unknown>) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ type, parameters }),
		getTimezone: () => 'UTC',
		getInputData: () => [{ json: { name: 'Ann', chatbot: 'theirs' } }],
		getNodeParameter: (name: string) => {
			asked.push(name);
			return `n8n's ${name}`;
		},
	} as unknown as IExecuteFunctions;
	const of = sourcesOf(context, [], () => '', {
		mapping: new MappingReport(),
		scopes: new Map(),
		customFields: new CustomFieldNames(),
	});
	return { read: (name: string, item: number) => of(item).get(name, undefined), asked };
}

const parameters = { name: '={{ $json.name }}', email: '={{ $json.name }}@example.com', phone: '5' };

it('a mere field of the item is read from the item, and n8n is asked for any other expression', () => {
	const { read, asked } = reader('n8n-nodes-pollybot.pollyBot', parameters);
	expect([read('name', 0), read('email', 0)]).toEqual(['Ann', "n8n's email"]);
	expect(asked).toEqual(['email']);
});

it('what is no expression is asked for once, an expression for each item', () => {
	const { read, asked } = reader('n8n-nodes-pollybot.pollyBot', parameters);
	for (const item of [0, 1]) {
		read('phone', item);
		read('email', item);
	}
	expect(asked).toEqual(['phone', 'email', 'email']);
});

it('as a tool n8n is always asked: its items are what the agent asks, and $json is the workflow’s', () => {
	const { read, asked } = reader('n8n-nodes-pollybot.pollyBotTool', { chatbotId: '={{ $json.chatbot }}' });
	expect(read('chatbotId', 0)).toBe("n8n's chatbotId");
	expect(asked).toEqual(['chatbotId']);
});
