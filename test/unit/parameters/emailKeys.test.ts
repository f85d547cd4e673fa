import { create } from '~/nodes/PollyBot/operations/lead/create';
import { upsert } from '~/nodes/PollyBot/operations/lead/upsert';
import type { RunContext } from '~/nodes/PollyBot/run/operation';

const runWith = (email: string) =>
	({
		read: (name: string, _item: number, fallback: unknown) => ({ name: 'Ann', email })[name] ?? fallback,
		chatbotIdOf: () => 'cb_1',
		scopes: new Set(),
		isTool: false,
	}) as unknown as RunContext;

const SPELLINGS = ['J\u00f6rg@example.com', ' jo\u0308rg@Example.com\u200b', 'J <J\u00d6RG@example.com>;'];

it.each([
	['repeats of one create', create],
	['updates of one lead, made one after the other', upsert],
])('rows that spell one address in several ways are %s', (_, operation) => {
	const keys = SPELLINGS.map((email) => {
		const prepared = operation.prepare(runWith(email), 0, {});
		return prepared.ok ? prepared.value.key : prepared.error;
	});
	expect(new Set(keys)).toEqual(new Set(['j\u00f6rg@example.com']));
});
