import fc from 'fast-check';
import { CUT_NOTE, fitResponse, LONGEST_RESPONSE } from '~/nodes/PollyBot/run/fitResponse';
import { containing, including } from '~/test/matchers';
import { propertyRuns } from '~/test/propertyRuns';
import type { Json } from '~/nodes/PollyBot/json';

const MIB = 1024 * 1024;
const lead = { id: 'lead_1', name: 'Ann Lee', email: 'ann@example.com' };
const long = 'x'.repeat(MIB);
const nested = (depth: number): unknown => JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));
const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, n]));

const lengthOf = (answers: readonly Json[]) => JSON.stringify(answers).length;

/** Texts, lists and objects of all sizes, among them some that an agent cannot read whole. */
const values = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'medium' },
		fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.double()),
		fc
			.tuple(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 300 }))
			.map(([text, times]) => text.repeat(times)),
		fc.array(tie('value'), { maxLength: 6 }),
		fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 6 }),
	),
})).value;
const answers = fc.array(fc.dictionary(fc.string(), values), { maxLength: 8 });

describe('what an agent reads', () => {
	it('has at most 8,000 characters as JSON, and is not touched if it has no more', () => {
		fc.assert(
			fc.property(answers, (given) => {
				const fitted = fitResponse(given);
				if (lengthOf(given) <= LONGEST_RESPONSE) {
					expect(fitted).toBe(given);
					return;
				}
				expect(lengthOf(fitted)).toBeLessThanOrEqual(LONGEST_RESPONSE);
				expect(JSON.stringify(fitted)).toContain(CUT_NOTE);
			}),
			{ numRuns: propertyRuns(100) },
		);
	});

	it.each([
		['a field of a megabyte', { ...lead, metadata: { a: long } }, 'metadata'],
		['a text that JSON makes six times as long', { ...lead, notes: '\u0001'.repeat(MIB) }, 'notes'],
		['before all others a long one', { notes: long, ...lead }, 'notes'],
		['100,000 fields', { ...fields(100_000), ...lead }, 'more'],
		['fields of any depth', { ...lead, metadata: nested(20_000) }, 'metadata'],
		['a key of a megabyte', { ...lead, [long]: 1 }, 'xxx'],
		['a list of a million', { ...lead, tags: Array.from({ length: MIB }, () => 'VIP') }, 'tags'],
		['names that JSON makes six times as long', { ...lead, ['\uD800'.repeat(50)]: long, ['"'.repeat(50)]: long }, ''],
		['a name and an email of a megabyte', { id: 'lead_1', name: long, email: long }, 'name'],
	])('keeps what names the lead, and says what was cut: %s', (_, given: Json, named) => {
		const [fitted = {}, ...others] = fitResponse([given]);
		expect(others).toEqual([]);
		expect(lengthOf([fitted])).toBeLessThanOrEqual(LONGEST_RESPONSE);
		expect(fitted).toMatchObject({ id: 'lead_1', name: containing(String(given.name).slice(0, 100)) });
		expect(fitted[CUT_NOTE]).toContain(named);
	});

	it('keeps the message and the code of an error before what is long in it', () => {
		const error = { description: long, value: long, message: 'The lead is unknown.', code: 'NOT_FOUND', item: 1 };
		const [fitted] = fitResponse([{ error }]);
		expect(fitted).toEqual({
			error: including({ message: error.message, code: error.code, item: 1 }),
			[CUT_NOTE]: containing('error'),
		});
	});

	it('keeps the short parts of a field that is cut', () => {
		const [fitted] = fitResponse([{ ...lead, metadata: { page: long, utm_source: 'google' } }]);
		expect(fitted).toMatchObject({ ...lead, metadata: { utm_source: 'google', page: containing('xxx…') } });
	});

	it('a long answer leaves room for those after it', () => {
		const fitted = fitResponse([
			{ ...lead, notes: long },
			{ ...lead, id: 'lead_2' },
			{ ...lead, id: 'lead_3', tags: [long] },
		]);
		expect(fitted).toMatchObject([
			{ id: 'lead_1' },
			{ ...lead, id: 'lead_2' },
			{ id: 'lead_3', tags: [containing('xxx…')] },
		]);
	});

	it('does not take a field of the service for its note, whatever the field contains', () => {
		const own = { ...lead, [CUT_NOTE]: { a: '"\\'.repeat(300) } };
		const fitted = fitResponse([...Array.from({ length: 4 }, () => own), ...Array.from({ length: 50 }, () => own)]);
		expect(lengthOf(fitted)).toBeLessThanOrEqual(LONGEST_RESPONSE);
		expect(fitted.at(-1)?.[CUT_NOTE]).toBe(`${54 - fitted.length} more are not shown.`);
	});

	it('says how many of its answers are left out', () => {
		const given = Array.from({ length: 50 }, (_, n) => ({ ...lead, n, notes: 'x'.repeat(1000) }));
		const fitted = fitResponse(given);
		expect(lengthOf(fitted)).toBeLessThanOrEqual(LONGEST_RESPONSE);
		expect(fitted.length).toBeGreaterThan(3);
		expect(fitted.at(-1)?.[CUT_NOTE]).toContain(`${50 - fitted.length} more are not shown`);
	});
});
