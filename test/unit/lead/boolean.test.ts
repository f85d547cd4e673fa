import { readBoolean } from '~/nodes/PollyBot/lead/cell';

it.each([true, 'true', 'TRUE', ' True ', 1, 1n, '1', 'yes', 'Yes', 'on', 'ON'])('%p is true', (value) => {
	expect(readBoolean(value, false)).toBe(true);
});

it.each([false, 'false', 'False', 0, '0', 'no', 'NO', 'off\u200b'])('%p is false', (value) => {
	expect(readBoolean(value, true)).toBe(false);
});

it.each([undefined, null, '', '  ', 'perhaps', 2, NaN, [], [true], {}, new Date(0)])('%p is the preset', (value) => {
	expect([readBoolean(value, true), readBoolean(value, false), readBoolean(value, undefined)]).toEqual([
		true,
		false,
		undefined,
	]);
});
