import { readRateLimit, readRetryAfter } from '~/nodes/PollyBot/pollybot/envelope';

const date = 'Sat, 31 Jan 2026 10:00:00 GMT';
const serverNow = Date.parse(date);

describe('Retry-After', () => {
	it.each([
		['120', 120_000],
		['0', 0],
		[' 1.5 ', 1500],
		['1.25', 1250],
		['1.5 s', undefined],
		['Sat, 31 Jan 2026 10:01:00 GMT', 60_000],
		['Sat, 31 Jan 2026 09:00:00 GMT', 0],
		['99999999999999999999', 366 * 24 * 3_600_000],
		['Fri, 31 Dec 9999 23:59:59 GMT', 366 * 24 * 3_600_000],
		['soon', undefined],
		['-5', undefined],
		['', undefined],
		[undefined, undefined],
	])('%j is %p ms', (header, ms) => {
		expect(readRetryAfter(header, serverNow)).toBe(ms);
	});
});

describe('the rate limit of an answer', () => {
	const read = (status: number, headers: Record<string, string>, now = serverNow, refusal?: { retryAfter?: number }) =>
		readRateLimit({ status, headers, text: '' }, now, refusal);
	const reset = String(serverNow / 1000 + 60);

	it('is what remains, and when the window moves on', () => {
		expect(read(201, { date, 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': reset })).toEqual({
			remaining: 7,
			resetIn: 60_000,
		});
	});

	it.each([-5, -1, 1, 5])('does not depend on this machine’s clock, wrong by %d hours', (hours) => {
		const headers = { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
		expect(read(201, headers, serverNow + hours * 3_600_000)).toEqual({ remaining: 0, resetIn: 60_000 });
	});

	it('falls back on this machine’s clock without a Date', () => {
		expect(read(201, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })).toEqual({
			remaining: 0,
			resetIn: 60_000,
		});
	});

	it('a rejection is obeyed: its Retry-After before the reset', () => {
		expect(read(429, { date, 'x-ratelimit-reset': reset }, serverNow, { retryAfter: 5000 })).toEqual({
			remaining: 0,
			resetIn: 5000,
		});
		expect(read(429, { date, 'x-ratelimit-reset': reset }, serverNow, {})).toEqual({ remaining: 0, resetIn: 60_000 });
		expect(read(429, {}, serverNow, {})).toEqual({ remaining: 0, resetIn: 0 });
	});

	it.each<[string, Record<string, string>, unknown]>([
		[
			'a count below zero',
			{ 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': reset },
			{ remaining: -1, resetIn: 60_000 },
		],
		['a huge count', { 'x-ratelimit-remaining': '1e12' }, { remaining: 1e12, resetIn: 0 }],
		['no number', { 'x-ratelimit-remaining': 'NaN' }, 'unmetered'],
		['an empty count', { 'x-ratelimit-remaining': '' }, 'unmetered'],
		['a reset in the past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, { remaining: 0, resetIn: 0 }],
		[
			'a reset in milliseconds, or in a year',
			{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(serverNow + 60_000) },
			{ remaining: 0, resetIn: 0 },
		],
		[
			'a reset that is no number',
			{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' },
			{ remaining: 0, resetIn: 0 },
		],
	])('%s', (_, headers, expected) => {
		expect(read(201, { date, ...headers })).toEqual(expected);
	});

	it('a server without such headers counts nothing, and a gateway’s error says nothing', () => {
		expect(read(201, { date })).toBe('unmetered');
		expect(read(400, { 'x-ratelimit-remaining': 'many' })).toBe('unmetered');
		expect(read(502, { date })).toBe('unknown');
		expect(read(500, { date })).toBe('unknown');
		expect(read(499, { date })).toBe('unmetered');
		expect(read(201, { date, 'x-ratelimit-remaining': ' ' })).toBe('unmetered');
	});
});
