import { searchList } from '../n8nCore';
import { sandboxed } from '../sandboxed';
import { POLLYBOTS } from '../pollyBots';

describe.each(POLLYBOTS)('$title', ({ profile }) => {
	const { node, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
	const search = async (parameters: Parameters<typeof node>[0], query: Parameters<typeof searchList>[2] = {}) =>
		await searchList(node({ operation: 'get', ...parameters }), 'searchLeads', query);

	function addLeads(count: number) {
		for (let index = 0; index < count; index += 1) {
			sandbox().addLead({ name: `Person ${index}`, email: `person${index}@example.com` });
		}
	}

	it('name and email are shown, and what is typed is searched by the service', async () => {
		addLeads(3);
		const { id } = sandbox().addLead({ name: 'Zoe', email: 'zoe@example.com' });
		expect(await search({}, { filter: ' zo ' })).toEqual({ results: [{ name: 'Zoe (zoe@example.com)', value: id }] });
		expect(requests()).toEqual(['GET /leads?search=zo&page=1&limit=50']);
	});

	it('further pages come on scrolling', async () => {
		addLeads(120);
		const pages = [];
		for (let token: string | undefined = '1'; token !== undefined;) {
			const page = await search({}, { paginationToken: token });
			pages.push(page.results.length);
			token = typeof page.paginationToken === 'string' ? page.paginationToken : undefined;
		}
		expect(pages).toEqual([50, 50, 20]);
	});

	it('the leads are those of the scope', async () => {
		sandbox().addLead({ name: 'Zoe', email: 'zoe@example.com', chatbotId: 'cb_other' });
		expect((await search({})).results).toEqual([]);
		expect((await search({ chatbotId: 'cb_other' })).results).toHaveLength(1);
		expect((await search({ options: { scope: 'workspace' } })).results).toHaveLength(1);
	});

	it.each([
		['an unknown chatbot', { chatbotId: 'cb_none' }, 'PollyBot does not know the chatbot "cb_none".'],
		['an expression', { chatbotId: '={{ $json.bot }}' }, 'Choose the lead by its ID.'],
	])('%s is said instead of the list', async (_, parameters, message) => {
		await expect(search(parameters)).rejects.toThrow(message);
	});

	it('a wrong key is said instead of the list', async () => {
		const wrong = node({ operation: 'get' });
		const credential = { ...wrong.credential, apiKey: 'sk-workspace_test_wrong' };
		await expect(searchList({ ...wrong, credential }, 'searchLeads')).rejects.toThrow('does not accept the API key');
	});
});
