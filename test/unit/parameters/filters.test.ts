import { getAll } from '~/nodes/PollyBot/operations/lead/getMany';
import type { RunContext } from '~/nodes/PollyBot/run/operation';

/** What becomes of a filter that comes to nothing: a stand-in for n8n, which asks an agent for `$fromAI` itself. */
function prepared(expression: string | undefined, isTool: boolean) {
	const parameters: Record<string, unknown> = { filters: { search: '' } };
	const run = {
		read: (name: string, _item: number, fallback: unknown) => parameters[name] ?? fallback,
		savedExpression: (name: string) => (name === 'filters.search' ? expression : undefined),
		chatbotIdOf: () => 'cb_1',
		scopes: new Set(),
		isTool,
	} as unknown as RunContext;
	return getAll.prepare(run, 0, {});
}

const FROM_AI = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Search', ``, 'string') }}";

describe('a filter that comes to nothing', () => {
	it.each([
		['is none when it was left empty by hand', undefined, false],
		['is none when an agent gave none', FROM_AI, true],
	])('%s', (_, expression, isTool) => {
		expect(prepared(expression, isTool)).toMatchObject({ ok: true });
	});

	it.each([
		['is refused', '={{ $json.q }}', false],
		['is refused as a tool too when the agent was not asked', "={{ $('Form').item.json.q }}", true],
	])('%s', (_, expression, isTool) => {
		expect(prepared(expression, isTool)).toMatchObject({ error: { code: 'VALIDATION_ERROR', field: 'search' } });
	});
});
