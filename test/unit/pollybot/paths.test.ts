import fc from 'fast-check';
import {
	chatbotIdIn,
	isPathSegment,
	leadPath,
	leadsPath,
	listPath,
	type ListQuery,
	type Scope,
} from '~/nodes/PollyBot/pollybot/paths';

const bot: Scope = { chatbotId: 'cb_1' };

it.each<[Scope, string]>([
	['workspace', '/api/v1/leads'],
	[bot, '/api/v1/chatbots/cb_1/leads'],
	[{ chatbotId: 'a/b ?#' }, '/api/v1/chatbots/a%2Fb%20%3F%23/leads'],
])('the leads of %j are at %s', (scope, path) => {
	expect(leadsPath(scope)).toBe(path);
});

it.each([
	['cm1', 'cm1'],
	['<script src="https://pollybot.app/w.js" data-chatbot-id="cm1"></script>', 'cm1'],
	["<div DATA-CHATBOT-ID = 'cm1'>", 'cm1'],
	['<script data-chatbot-id=cm1>', 'cm1'],
	["data-chatbot-id=' cm1 '", 'cm1'],
	['&lt;script data-chatbot-id=&quot;cm1&quot;&gt;', 'cm1'],
	['"<script data-chatbot-id=\\"cm1\\">"', 'cm1'],
	['data-chatbot-id=""', 'data-chatbot-id=""'],
	[`${' '.repeat(6000)}data-chatbot-id="cm1"`, `${' '.repeat(6000)}data-chatbot-id="cm1"`],
])('the chatbot in %j is %j', (text, id) => {
	expect(chatbotIdIn(text)).toBe(id);
});

it.each<[Scope, string, string]>([
	['workspace', 'lead_1', '/api/v1/leads/lead_1'],
	[bot, 'ä/..', '/api/v1/chatbots/cb_1/leads/%C3%A4%2F..'],
])('of %j, the lead %j is at %s', (scope, id, path) => {
	expect(leadPath(scope, id)).toBe(path);
});

it.each<[ListQuery, string]>([
	[{ page: 1, limit: 100 }, '/api/v1/leads?page=1&limit=100'],
	[{ search: 'a&b=c+d', status: '', source: undefined, page: 0 }, '/api/v1/leads?search=a%26b%3Dc%2Bd&page=0'],
])('the list for %j is at %s', (query, path) => {
	expect(listPath('workspace', query)).toBe(path);
});

it('a list can be asked for with any text, such as one that was cut off in the middle of an emoji', () => {
	const searchIn = (path: string) => new URL(path, 'https://example.com').searchParams.get('search');
	expect(searchIn(listPath('workspace', { search: 'a\ud83d' }))).toBe('a\ufffd');
	fc.assert(
		fc.property(fc.string({ unit: 'binary', minLength: 1 }), (search) => {
			expect(searchIn(listPath('workspace', { search }))).toBe(Buffer.from(search).toString());
		}),
	);
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
