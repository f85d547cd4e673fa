import { allOperations } from '~/test/leadOperations';
import { sourceOf } from './source';

describe.each(allOperations)('Options of $name', ({ settings: { options = [], read } }) => {
	const shown = Object.fromEntries(options.map((option) => [option.name, option.default]));
	const { maxConcurrency, maxRetries, timeout, maxWait } = shown;
	const expected = { maxConcurrency, maxRetries, timeout, maxWait: Number(maxWait) * 1000 };

	it.each([[undefined], [''], ['many'], [NaN], [-1], [[]]])(
		'are as the panel shows them where they are %j',
		(value) => {
			const names = Object.keys(expected).map((name) => `options.${name}`);
			const given = value === undefined ? {} : Object.fromEntries(names.map((name) => [name, value]));
			expect(read(sourceOf(given)).value).toMatchObject(expected);
		},
	);
});

it('A message has two minutes for its response, and 20 may be under way', () => {
	const chat = allOperations.find(({ value }) => value === 'sendMessage');
	expect(chat?.settings.read(sourceOf({})).value).toMatchObject({ timeout: 120_000, maxConcurrency: 20 });
});
