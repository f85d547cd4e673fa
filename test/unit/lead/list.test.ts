import fc from 'fast-check';
import { readTexts } from '~/nodes/PollyBot/lead/cell';

describe('a cell that contains several texts', () => {
	it.each<[string, unknown, string[]]>([
		['text with commas', 'vip, fair ,,', ['vip', 'fair']],
		['a list', ['vip', ' fair ', '', null, NaN, 3, 4n, true], ['vip', 'fair', '3', '4', 'true']],
		['JSON text of a list', '\ufeff["vip", "fair, 2026", 3]', ['vip', 'fair, 2026', '3']],
		['quotes around a comma', 'submittedAt, "Name, first" ,x', ['submittedAt', 'Name, first', 'x']],
		['quotes in quotes', '"say ""hi"", please",b', ['say "hi", please', 'b']],
		['a comma before the first, and a quote that is open', ', vip, "fair', ['vip', '"fair']],
		['a quote that is open at the start', '"vip, fair', ['"vip', 'fair']],
		['inches at the end', 'pipe, 12"', ['pipe', '12"']],
		['a quote that is none', '5" nail, "a" b, "open', ['5" nail', '"a" b', '"open']],
		['brackets that are no JSON', '[vip], fair', ['[vip]', 'fair']],
		['a number', 2026, ['2026']],
		['nothing', undefined, []],
		['no value', NaN, []],
		['invisible text', ' \u200b', []],
	])('as %s', (_, value, texts) => {
		expect(readTexts(value)).toEqual({ ok: true, value: texts });
	});

	it.each([{ a: 1 }, [['a']], [{ a: 1 }], new Date(0), '[["a"]]'])('is rejected when it is %j', (value) => {
		expect(readTexts(value)).toMatchObject({ ok: false });
	});

	it('may be any texts in quotes', () => {
		const texts = fc.uniqueArray(
			fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', ' b') }).map((text) => `x${text}x`),
		);
		fc.assert(
			fc.property(texts, (all) => {
				const quoted = all.map((text) => `"${text.replaceAll('"', '""')}"`).join(', ');
				expect(readTexts(quoted)).toEqual({ ok: true, value: all });
				expect(readTexts(JSON.stringify(all))).toEqual({ ok: true, value: all });
			}),
		);
	});
});
