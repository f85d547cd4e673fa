import { readChoice } from '~/nodes/PollyBot/lead/lead';

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

it('a list or an object is rejected as a choice', () => {
	expect(read(['low'])).toMatchObject({ ok: false });
	expect(read({ low: 1 })).toMatchObject({ ok: false });
});
