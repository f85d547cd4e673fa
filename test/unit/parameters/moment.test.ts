import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readMoment } from '~/nodes/PollyBot/parameters/moment';

const read = (value: unknown, zone = 'America/New_York') => {
	const moment = readMoment(value, zone);
	return moment.ok ? moment.value && new Date(moment.value).toISOString() : moment.error;
};

describe('a date', () => {
	it.each<[unknown, string]>([
		['2026-11-26', '2026-11-26T05:00:00.000Z'],
		['2026-11', '2026-11-01T04:00:00.000Z'],
		['2026-11-26T09:30', '2026-11-26T14:30:00.000Z'],
		['2026-11-26T09:30:00', '2026-11-26T14:30:00.000Z'],
		['2026-11-26 09:30:00', '2026-11-26T14:30:00.000Z'],
		[' 2026-11-26T09:30:00Z ', '2026-11-26T09:30:00.000Z'],
		['2026-11-26T09:30:00.123456Z', '2026-11-26T09:30:00.123Z'],
		['2026-11-26T09:30:00+01:00', '2026-11-26T08:30:00.000Z'],
		['2026-11-26T09:30:00+0100', '2026-11-26T08:30:00.000Z'],
		['2026-11-26T09:30:00+01:00[Europe/Berlin]', '2026-11-26T08:30:00.000Z'],
		['2026-11-26T09:30:00[Europe/Berlin]', '2026-11-26T08:30:00.000Z'],
		['Thu, 26 Nov 2026 09:30:00 GMT', '2026-11-26T09:30:00.000Z'],
		['Thu, 26 Nov 2026 09:30:00 +0000 (UTC)', '2026-11-26T09:30:00.000Z'],
		['Thu Nov 26 2026 09:30:00 GMT+0100 (Central European Standard Time)', '2026-11-26T08:30:00.000Z'],
		[1764028800, '2025-11-25T00:00:00.000Z'],
		['1764028800', '2025-11-25T00:00:00.000Z'],
		[1764028800.5, '2025-11-25T00:00:00.500Z'],
		[1764028800000, '2025-11-25T00:00:00.000Z'],
		['1764028800000', '2025-11-25T00:00:00.000Z'],
		[new Date('2026-11-26T09:30:00Z'), '2026-11-26T09:30:00.000Z'],
		[DateTime.fromISO('2026-11-26T09:30:00', { zone: 'Asia/Tokyo' }), '2026-11-26T00:30:00.000Z'],
		[946684800, '2000-01-01T00:00:00.000Z'],
	])('%p is %s', (value, expected) => {
		expect(read(value)).toBe(expected);
	});

	it.each(['', null, undefined, NaN, 'Invalid DateTime'])('%p is none', (value) => {
		expect(read(value)).toBeUndefined();
	});
});

describe('an error', () => {
	const SERIAL = /looks like the number of a day in a spreadsheet/;
	const OUTSIDE = /is not a time between the years 2000 and 2100/;
	const UNREADABLE = /is not a date, or can be read as more than one/;

	it.each<[unknown, RegExp]>([
		[46351, SERIAL],
		['46351', SERIAL],
		[46351.395, SERIAL],
		...[5, '5', '12', 2026, '2026', 0, -1, 20261126, '20261126', 1e15, 4102444800, '946684799', 1e300].map(
			(number): [unknown, RegExp] => [number, OUTSIDE],
		),
		...['1999-12-31', '2100-01-02', '0026-11-26', new Date('1970-01-01'), new Date('9999-01-01')].map(
			(date): [unknown, RegExp] => [date, OUTSIDE],
		),
		...['01/02/2026', '11/26/2026', '26/11/2026', '26.11.2026', '2026/11/26', '26 Nov 2026', 'Nov 26 2026'].map(
			(text): [unknown, RegExp] => [text, UNREADABLE],
		),
		...['2026-02-30', '2026-13-01', '2026-11-26T25:00:00', '2026-1-2', '09:30', 'soon', 'T09:30', '2026-11-26T'].map(
			(text): [unknown, RegExp] => [text, UNREADABLE],
		),
		...['Thu, 26 Nov 2026 09:30:00', 'Thu Nov 26 2026 09:30:00', '2026-11-26 9:30 PM', '1e9', '0x10', '+'].map(
			(text): [unknown, RegExp] => [text, UNREADABLE],
		),
		...['Fri, 01-02-2026 10:00', 'Thu, 26-Nov-2026 09:30:00', 'Thu, 01/02/2026 10:00:00 GMT'].map(
			(text): [unknown, RegExp] => [text, UNREADABLE],
		),
		...['Mon, 2026 GMT', 'Thu, 26 Nov 26 09:30:00 GMT', 'Tue, 31 Feb 2026 09:30:00 GMT'].map(
			(text): [unknown, RegExp] => [text, UNREADABLE],
		),
		...[true, [1764028800], { seconds: 1764028800 }, {}, '1'.repeat(1_000_000), '2026-11-26'.repeat(100_000)].map(
			(odd): [unknown, RegExp] => [odd, /2000 and 2100|is not a date/],
		),
	])('is %p', (value, expected) => {
		expect(read(value)).toMatch(expected);
	});
});

it('any time of a lead is read as itself, however it is written, in any zone', () => {
	const zones = fc.constantFrom('America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'UTC');
	const seconds = fc.integer({ min: 946_684_800, max: 4_102_444_799 });
	fc.assert(
		fc.property(seconds, zones, (second, zone) => {
			const date = new Date(second * 1000);
			const local = DateTime.fromSeconds(second, { zone });
			const written = [second, second * 1000, String(second), date, local, date.toISOString(), date.toUTCString()];
			for (const value of [...written, local.toISO(), String(date)]) expect(read(value, zone)).toBe(date.toISOString());
		}),
	);
});
