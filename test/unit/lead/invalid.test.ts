import { quoteField } from '~/nodes/PollyBot/lead/lead';

describe('a sentence names a field', () => {
	it.each([
		['name', "'Name'"],
		['metadata', "'Metadata'"],
		['tags.3', '\'Tags\' ("tags.3")'],
		['tags[3]', '\'Tags\' ("tags[3]")'],
		['metadata.utm', '\'Metadata\' ("metadata.utm")'],
		['owner', '"owner"'],
		['owner.name', '"owner.name"'],
		['', '""'],
	])('%j as %s', (field, words) => {
		expect(quoteField(field)).toBe(words);
	});
});
