import { memoryOf } from '~/nodes/PollyBot/run/rows';

it('an item has one memory, and another item another one', () => {
	const [item, other] = [{}, {}];
	memoryOf(item).lostAt = 5;
	expect(memoryOf(item)).toEqual({ lostAt: 5 });
	expect(memoryOf(other)).toEqual({});
});
