import { isPathSegment, leadPath, leadsPath, listPath } from '~/nodes/PollyBot/api/paths';

it.each([
	[leadsPath('workspace'), '/api/v1/leads'],
	[leadsPath({ chatbotId: 'cb_1' }), '/api/v1/chatbots/cb_1/leads'],
	[leadsPath({ chatbotId: 'a/b ?#' }), '/api/v1/chatbots/a%2Fb%20%3F%23/leads'],
	[leadPath('workspace', 'lead_1'), '/api/v1/leads/lead_1'],
	[leadPath({ chatbotId: 'cb_1' }, 'ä/..'), '/api/v1/chatbots/cb_1/leads/%C3%A4%2F..'],
	[listPath('workspace', { page: 1, limit: 100 }), '/api/v1/leads?page=1&limit=100'],
	[
		listPath('workspace', { search: 'a&b=c+d', status: '', source: undefined, page: 0 }),
		'/api/v1/leads?search=a%26b%3Dc%2Bd&page=0',
	],
])('%s', (path, expected) => {
	expect(path).toBe(expected);
});

it.each([
	['lead_1', true],
	['...', true],
	['😀', true],
	['', false],
	['.', false],
	['..', false],
	['\ud83d', false],
	['a\ude00b', false],
])('%j can be part of a path: %s', (id, expected) => {
	expect(isPathSegment(id)).toBe(expected);
});
