import { readChoice } from '~/nodes/PollyBot/leads/fields';

const read = readChoice({ low: 'Low', High: { name: 'High', description: 'At once' } });

it.each([
	['LOW', 'low'],
	['high', 'High'],
	[' Low\u200b', 'low'],
	['urgent', 'urgent'],
	['', ''],
	[5, '5'],
])('the choice %j is %j', (value, choice) => {
	expect(read(value)).toEqual({ ok: true, value: choice });
});

it('a choice that is a list or an object is none', () => {
	expect(read(['low'])).toMatchObject({ ok: false });
	expect(read({ low: 1 })).toMatchObject({ ok: false });
});
