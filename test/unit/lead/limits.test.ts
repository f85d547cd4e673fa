import fc from 'fast-check';
import { describeLimit, whyTooLong } from '~/nodes/PollyBot/lead/limits';
import { leadFields } from '~/nodes/PollyBot/lead/fields';
import { EVERY_KIND } from './everyKind';

/** The limits of the live service. */
const LIMITS: ReadonlyArray<readonly [field: string, most: number]> = [
	['name', 100],
	['phone', 20],
	['source', 50],
	['company', 100],
	['message', 1000],
	['discord', 50],
	['notes', 2000],
];

describe.each(LIMITS)('%s', (field, most) => {
	const spelled = most.toLocaleString('en-US');

	it(`takes ${spelled} characters, and the sentence says so of one more`, () => {
		const property = fc.property(
			fc.constantFrom('x', 'é', '李', '🦜'),
			fc.integer({ min: 1, max: 500 }),
			(one, more) => {
				expect(whyTooLong(field, one.repeat(most))).toBeUndefined();
				const has = (most + more).toLocaleString('en-US');
				expect(whyTooLong(field, one.repeat(most + more))).toBe(
					`takes at most ${spelled} characters, and this has ${has}`,
				);
			},
		);
		fc.assert(property);
	});
});

describe('tags', () => {
	const tags = (count: number) => Array.from({ length: count }, (_, index) => `tag ${index}`);

	it('are at most 10', () => {
		expect(whyTooLong('tags', tags(10))).toBeUndefined();
		expect(whyTooLong('tags', tags(11))).toBe('takes at most 10 tags, and there are 11');
		expect(whyTooLong('tags', tags(200_000))).toBe('takes at most 10 tags, and there are 200,000');
	});

	it('have at most 50 characters each', () => {
		expect(whyTooLong('tags', ['a', 'x'.repeat(50)])).toBeUndefined();
		expect(whyTooLong('tags', ['a', 'x'.repeat(51)])).toBe('takes tags of at most 50 characters, and one has 51');
	});

	it.each(['tags.3', 'tags[3]', 'tags/3', 'tags'])('one of them may be named as %s', (place) => {
		expect(whyTooLong(place, '🦜'.repeat(50))).toBeUndefined();
		expect(whyTooLong(place, '🦜'.repeat(51))).toBe('takes at most 50 characters, and this has 51');
	});
});

it('a field without a limit, or that nobody knows, is never too long', () => {
	const long = 'x'.repeat(10_000);
	for (const field of ['email', 'status', 'metadata', 'customFields.size', 'unheard', '', 'constructor'])
		expect([field, whyTooLong(field, long)]).toEqual([field, undefined]);
});

it('a list is never too long for a field of text', () => {
	expect(whyTooLong('name', ['x'.repeat(101)])).toBeUndefined();
});

it('whatever a service says that it found, there is a sentence or none', () => {
	for (const [name] of leadFields)
		for (const [, value] of EVERY_KIND) expect(whyTooLong(name, value) ?? 'takes').toMatch(/^takes/);
});

it('the panel names every limit', () => {
	const described = leadFields.flatMap(([name, field]) => {
		const limit = describeLimit(field);
		return limit === undefined ? [] : [[name, limit]];
	});
	expect(described).toEqual(
		[
			...LIMITS.map(([name, most]) => [name, `at most ${most.toLocaleString('en-US')} characters`]),
			['tags', 'at most 10 of 50 characters'],
		].sort(([one = ''], [other = '']) => order(one) - order(other)),
	);
});

function order(name: string): number {
	return leadFields.findIndex(([known]) => known === name);
}
