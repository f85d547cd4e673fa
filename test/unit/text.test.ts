import fc from 'fast-check';
import { showInvisible, strip } from '~/nodes/PollyBot/text';

/** White space, control characters, and what Unicode calls ignorable. */
const OUTER = [
	' ',
	'\t',
	'\n',
	'\r',
	'\u00a0',
	'\u2003',
	'\u3000',
	'\u2028',
	'\u0000',
	'\u0007',
	'\u007f',
	'\u0085',
	'\u00ad',
	'\u034f',
	'\u061c',
	'\u115f',
	'\u180e',
	'\u200b',
	'\u200c',
	'\u200d',
	'\u200e',
	'\u200f',
	'\u202a',
	'\u202e',
	'\u2060',
	'\u2066',
	'\u2069',
	'\u3164',
	'\ufeff',
	'\uffa0',
	'\u{1bca0}',
	'\u{1d173}',
];

const EMOJI = ['❤️', '👩‍👩‍👧', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '🦜'];

describe('what is invisible at the ends of a text goes', () => {
	it.each(OUTER.map((character) => [showInvisible(character).slice(1, -1), character]))('%s', (_, character) => {
		expect(strip(`${character}${character}Ann${character}Lee${character}`)).toBe(`Ann${character}Lee`);
		expect(strip(`${character}${character}`)).toBe('');
	});

	it.each(EMOJI)('but not the end of an emoji: %s', (emoji) => {
		expect(strip(`\u200b ${emoji} \u200b`)).toBe(emoji);
	});

	it('and what is left of an emoji shows nothing', () => {
		expect(strip('\ufe0f')).toBe('');
	});

	it('from any text, once and for all, and nothing between what can be seen', () => {
		const outer = fc.array(fc.constantFrom(...OUTER)).map((all) => all.join(''));
		const visible = fc.constantFrom('a', 'é', '李', '\ud800', ...EMOJI);
		const inner = fc.array(fc.oneof(visible, fc.constantFrom(...OUTER))).map((all) => all.join(''));
		fc.assert(
			fc.property(outer, visible, inner, visible, outer, (before, first, middle, last, after) => {
				expect(strip(before + first + middle + last + after)).toBe(first + middle + last);
				expect(strip(before + after)).toBe('');
			}),
		);
	});
});

describe('a sentence shows what a text contains and nobody sees', () => {
	it.each<[string, string]>([
		['ann\u200b@example.com', 'ann[U+200B]@example.com'],
		['ann\u00a0lee', 'ann[U+00A0]lee'],
		['a\nb\tc', 'a[U+000A]b[U+0009]c'],
		['\u{1d173}', '[U+1D173]'],
		['Ann Lee', 'Ann Lee'],
		...EMOJI.map((emoji): [string, string] => [emoji, emoji]),
	])('%j as %s', (text, shown) => {
		expect(showInvisible(text)).toBe(shown);
	});
});
