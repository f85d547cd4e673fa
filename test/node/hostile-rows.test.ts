import fc from 'fast-check';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { propertyRuns } from '~/test/propertyRuns';
import { EVERY_KIND } from '~/test/unit/lead/everyKind';
import { UNITS } from '~/test/unit/lead/places';
import { mapped, PROFILES, sandboxed, type CreateOptions } from './sandboxed';
import type { WorkflowRun } from './n8nCore';

/** Names that mean something to JavaScript, to n8n, to forms or to the node. */
const NAMES = [
	...['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'then', 'toJSON', 'length', 'prototype'],
	...['name', 'email', 'phone', 'source', 'status', 'tags', 'object', 'after', 'clear', 'paths', 'ignore'],
	...['Vorname', 'metadata', 'customFields', 'error', 'retryAt', 'pairedItem', 'binary', 'json'],
	...['body', 'headers', 'query', 'webhookUrl', 'executionMode', 'rawRequest', 'namedValues', 'payload', 'data'],
	...['fields', 'field_data', 'answers', 'form_response', 'definition', 'hidden', 'properties', 'values', 'questions'],
	...['label', 'value', 'type', 'options', 'id', 'a[b][c]', 'a[__proto__][b]', 'fields[name][value]', 'a.b', ''],
];

const kinds = fc.constantFrom(...EVERY_KIND.map(([, value]) => value));
const longTexts = fc
	.tuple(fc.constantFrom(...UNITS), fc.constantFrom(1, 40, 300, 20_000))
	.map(([unit, count]) => unit.repeat(count));
const texts = fc.oneof(longTexts, fc.string({ unit: 'binary' }), fc.constantFrom(...NAMES));
const names = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...NAMES) }, texts);

/** Nested in lists or objects, deeper than JSON can be written. */
const deepValues = fc
	.tuple(fc.constantFrom(3, 30, 3000, 10_000), fc.boolean())
	.map(([depth, isList]) =>
		Array.from({ length: depth }).reduce<unknown>((inner) => (isList ? [inner] : { a: inner }), 1),
	);
const longLists = fc
	.tuple(fc.constantFrom(10, 3000), texts)
	.map(([length, text]) => Array.from({ length }, () => text.slice(0, 9)));

class Row {
	constructor(readonly kind: string) {}
}

/** An object with these fields, made in one of the ways that JavaScript has. */
function objectsOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
	const pairs = fc.array(fc.tuple(names, values), { maxLength: 8 });
	return fc
		.tuple(pairs, fc.constantFrom('plain', 'bare', 'class', 'getters', 'cycle'))
		.map(([entries, way]): object => {
			const fields: object = Object.fromEntries(entries);
			if (way === 'bare') Object.setPrototypeOf(fields, null);
			if (way === 'class') Object.setPrototypeOf(fields, Row.prototype);
			if (way === 'cycle') Object.defineProperty(fields, 'self', { value: [fields, { fields }], enumerable: true });
			if (way !== 'getters') return fields;
			const getters = entries.map(([name, value]) => [name, { get: () => value, enumerable: true }] as const);
			return Object.defineProperties({}, Object.fromEntries(getters));
		});
}

const values = fc.letrec((tie) => ({
	value: fc.oneof({ maxDepth: 3 }, kinds, texts, deepValues, longLists, tie('list'), tie('object')),
	list: fc.array(tie('value'), { maxLength: 4 }),
	object: objectsOf(tie('value')),
})).value;

const answers = fc.array(
	fc.record({ label: names, value: values, type: fc.oneof(values, texts), options: values }, { requiredKeys: [] }),
	{ maxLength: 4 },
);

const call = { headers: {}, params: {}, query: {}, webhookUrl: 'https://example.com', executionMode: 'production' };

const hostileRows = fc.oneof(
	objectsOf(values),
	// One that comes far: a person, with odd fields.
	fc.tuple(objectsOf(values), fc.nat()).map(([row, id]) => ({ ...row, name: 'Eve', email: `eve${id}@example.com` })),
	fc.tuple(objectsOf(values), values, answers).map(([row, query, fields]) => ({
		...{ ...call, query },
		body: { ...row, fields },
	})),
	answers.map((fields) => ({ data: { fields } })),
	fc
		.record({ answers, definition: fc.record({ fields: answers }), hidden: values })
		.map((form_response) => ({ form_response })),
);

const nested = (make: (inner: unknown) => unknown) =>
	Array.from({ length: 10_000 }).reduce<unknown>((inner) => make(inner), 1);
const answer = { type: 'email', email: 'eve@example.com', field: { id: 'a' } };

/** Rows that stopped an execution once, or would have. */
const KILLERS: object[] = [
	{ ...call, body: { name: 'Eve', email: 'eve@example.com', [`a${'[b]'.repeat(100_000)}`]: 1 } },
	{ ...call, body: { name: 'Eve', email: 'eve@example.com', a: nested((a) => [a]) } },
	{ form_response: { answers: [answer], definition: { fields: nested((fields) => [{ properties: { fields } }]) } } },
	{ ...{ name: 'Eve', email: 'eve@example.com' }, ['a\u0315\u0300'.repeat(1000)]: nested((a) => ({ a })) },
	{ name: 'Eve', email: 'eve@example.com', tags: `"${'a'.repeat(1e6)}"`, paths: `${'a.'.repeat(10_000)}a` },
];

/** A row that every operation accepts, whatever stands beside it. */
function honest(id: string) {
	const date = '2026-01-31T10:00:00Z';
	const row = { name: 'Ann Lee', email: `ann.${id}@example.com`, phone: '+1-555-0100', source: 'web', status: 'new' };
	return { ...row, tags: ['a'], object: { a: 1 }, after: date, clear: ['source'], paths: ['name'], ignore: 'after' };
}

const metadata = {
	assignments: ['string', 'object', ''].map((type, index) => ({
		...{
			id: String(index),
			name: `key${index}`,
			type,
			value: type === 'object' ? '={{ $json.object }}' : '={{ $json.name }}',
		},
	})),
};
const defined = mapped({
	...{ phone: '={{ $json.phone }}', source: '={{ $json.source }}', metadata },
	additionalFields: { status: '={{ $json.status }}', tags: '={{ $json.tags }}', customFields: '={{ $json.object }}' },
});
const leadId = { __rl: true, mode: 'email', value: '={{ $json.email }}' };
const nodeType = new PollyBot();
nodeType.description.name += 'Tool';

const ATTACKS: Readonly<Record<string, CreateOptions & { readonly operation: string }>> = {
	'Create, defined below': { operation: 'create', parameters: defined },
	'Create, with the other fields': {
		operation: 'create',
		parameters: { ...defined, options: { includeRemaining: true, inputsToIgnore: '={{ $json.ignore }}' } },
	},
	'Create, mapped automatically': { operation: 'create', parameters: { dataToSend: 'autoMapInputData' } },
	'Create or Update': {
		operation: 'upsert',
		parameters: { dataToSend: 'autoMapInputData', inputsToIgnore: '={{ $json.ignore }}' },
	},
	Update: {
		operation: 'update',
		parameters: {
			leadId,
			updateFields: {
				...{ name: '={{ $json.name }}', tags: '={{ $json.tags }}', clear: '={{ $json.clear }}', metadata },
				customFields: '={{ $json.object }}',
			},
			options: { mergeWithExisting: ['tags', 'customFields'] },
		},
	},
	'Get Many': {
		operation: 'getAll',
		parameters: {
			filters: { createdAfter: '={{ $json.after }}', source: '={{ $json.source }}' },
			...{ limit: 1, output: 'selectedFields', outputFields: '={{ $json.paths }}' },
		},
	},
	'Send Message': {
		operation: 'sendMessage',
		parameters: {
			...{ resource: 'chat', message: '={{ $json.name }}', conversationId: '={{ $json.id }}' },
			options: { metadata },
		},
	},
	'an agent that creates': { operation: 'create', parameters: defined, nodeName: 'pollyBotTool', nodeType },
};

/** The items of an execution by the number of their row, and whether each is an error. */
function outcomesOf({ outputs }: WorkflowRun) {
	return outputs.flat().map(({ json, pairedItem }) => ({
		row: typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem,
		error: json.error as { readonly message?: string } | undefined,
	}));
}

describe.each(PROFILES)('A hostile row, PollyBot %s', (profile) => {
	const { run, sandbox } = sandboxed({ profile, limit: 1_000_000 });
	let count = 0;

	it.each(Object.entries(ATTACKS))('%s: a hostile row harms no other one', async (_, { operation, ...options }) => {
		await fc.assert(
			fc.asyncProperty(fc.array(hostileRows, { minLength: 1, maxLength: 6 }), async (hostile) => {
				count += 2;
				const [first, last] = [honest(`${count}`), honest(`${count + 1}`)];
				const rows = [first, ...hostile, last];
				if (operation !== 'create') for (const row of [first, last]) sandbox().addLead(row);
				const result = await run(operation, rows, {
					...{ asTheyAre: true, outsideContract: true, onError: 'continueErrorOutput', ...options },
				});
				expect(result.error).toBeUndefined();
				expect(result.status).toBe('success');
				const outcomes = outcomesOf(result);
				expect(outcomes.filter(({ error }) => /fault inside/i.test(error?.message ?? ''))).toEqual([]);
				const all = rows.map((__, row) => row);
				const told = outcomes.map(({ row }) => row).sort((one, other) => Number(one) - Number(other));
				// A list may have no lead for a row.
				if (operation === 'getAll') expect(all).toEqual(expect.arrayContaining(told));
				else expect(told).toEqual(all);
				for (const row of [0, rows.length - 1])
					expect(outcomes.filter((one) => one.row === row && one.error === undefined)).toHaveLength(1);
				expect(Object.keys(Object.prototype)).toEqual([]);
			}),
			{ numRuns: propertyRuns(5), examples: profile === '1.0' ? [[KILLERS]] : [] },
		);
	});
});
