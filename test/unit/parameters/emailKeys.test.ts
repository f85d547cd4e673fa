import { create } from '~/nodes/PollyBot/operations/lead/create';
import { upsert } from '~/nodes/PollyBot/operations/lead/upsert';
import { readValues } from '~/nodes/PollyBot/parameters/parameter';
import { sourceOf } from './source';

const SPELLINGS = ['J\u00f6rg@example.com', ' jo\u0308rg@Example.com\u200b', 'J <J\u00d6RG@example.com>;'];

it.each([
	['repeats of one create', create],
	['updates of one lead, made one after the other', upsert],
])('Rows that spell one address in several ways are %s.', (_, operation) => {
	const keys = SPELLINGS.map((email) => {
		const values = readValues(operation.parameters, sourceOf({ name: 'Ann', email }));
		return values.ok ? operation.key?.(values.value) : values.error;
	});
	expect(new Set(keys)).toEqual(new Set(['j\u00f6rg@example.com']));
});
