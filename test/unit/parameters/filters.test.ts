import { filters } from '~/nodes/PollyBot/parameters/filters';
import { readValues } from '~/nodes/PollyBot/parameters/parameter';
import { sourceOf } from './source';

/** What becomes of a filter that comes to nothing: a stand-in for n8n, which asks an agent for `$fromAI` itself. */
function read(expression: string | undefined, isTool: boolean) {
	const expressionOf = (path: string) => (path === 'filters.search' ? expression : undefined);
	return readValues({ filters }, sourceOf({ filters: { search: '' } }, { expressionOf, isTool }));
}

const FROM_AI = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('Search', ``, 'string') }}";

describe('a filter that comes to nothing', () => {
	it.each([
		['is none when it was left empty by hand', undefined, false],
		['is none when an agent gave none', FROM_AI, true],
	])('%s', (_, expression, isTool) => {
		expect(read(expression, isTool)).toMatchObject({ ok: true });
	});

	it.each([
		['is refused', '={{ $json.q }}', false],
		['is refused as a tool too when the agent was not asked', "={{ $('Form').item.json.q }}", true],
	])('%s', (_, expression, isTool) => {
		expect(read(expression, isTool)).toMatchObject({ error: { code: 'VALIDATION_ERROR', field: 'search' } });
	});
});
