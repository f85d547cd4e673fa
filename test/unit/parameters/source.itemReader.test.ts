import fc from 'fast-check';
import { Workflow, type INodeParameters, type INodeTypes, type NodeParameterValueType } from 'n8n-workflow';
import { itemReader } from '~/nodes/PollyBot/parameters/source';
import { propertyRuns } from '~/test/propertyRuns';

const nodeTypes: INodeTypes = {
	getByName: () => ({ description: { properties: [] } }) as never,
	getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
	getKnownTypes: () => ({}),
};

const node = { id: '1', name: 'PollyBot', type: 'x.pollyBot', typeVersion: 1, position: [0, 0] as [number, number] };
const workflow = new Workflow({
	nodes: [{ ...node, parameters: {} }],
	connections: {},
	active: false,
	nodeTypes,
});

/** What n8n itself makes of a parameter. */
function evaluate(saved: unknown, json: unknown): unknown {
	const items = [{ json: json as INodeParameters }];
	const value = saved as NodeParameterValueType;
	return workflow.expression.getParameterValue(value, null, 0, 0, node.name, items, 'manual', {});
}

describe('an expression that is a field of the item', () => {
	const json = { name: 'Ann', lead: { name: 'Ann', tags: ['a', { b: null }] }, 'Full Name': 'Ann Lee', none: null };

	it.each([
		['={{ $json.name }}', 'Ann'],
		['={{$json.name}}', 'Ann'],
		['={{ $json.lead.name }}', 'Ann'],
		['={{ $json.lead.tags }}', ['a', { b: null }]],
		['={{ $json.lead }}', json.lead],
		["={{ $json['Full Name'] }}", 'Ann Lee'],
		['={{ $json["lead"].name }}', 'Ann'],
		['={{ $json.none }}', null],
		['={{ $json.missing }}', undefined],
		['={{ $json.lead.missing }}', undefined],
	])('%s is read from the item as n8n reads it', (expression, value) => {
		expect(itemReader(expression)?.(json)).toMatchObject({ value });
		expect(evaluate(expression, json)).toEqual(value);
	});

	it.each([
		'={{ $json.missing.name }}',
		'={{ $json.none.name }}',
		'={{ $json.name.length }}',
		'={{ $json.lead.tags.length }}',
	])('%s is left to n8n for this item', (expression) => {
		expect(itemReader(expression)?.(json)).toBeUndefined();
	});

	it.each([
		'$json.name',
		'={{ $json }}',
		'={{ $json.name.trim() }}',
		'={{ $json.name + $json.email }}',
		'={{ $json.name }} {{ $json.last }}',
		'=Dear {{ $json.name }}',
		'={{ $json.name }} ',
		'={{ $json.tags[0] }}',
		'={{ $json?.name }}',
		"={{ $json['a\\'b'] }}",
		"={{ $json['a }} b'] }}",
		"={{ $json['a\nb'] }}",
		'={{ $json.constructor }}',
		"={{ $json.lead['__proto__'] }}",
		"={{ $('Form').item.json.name }}",
		5,
		undefined,
		{ a: 'no expression' },
		{ a: '={{ $json.name }}', b: '={{ $now }}' },
	])('%j is left to n8n for all items', (saved) => {
		expect(itemReader(saved)).toBeUndefined();
	});
});

/** Such as no webhook gives, but a Code node may. */
const ODD: readonly unknown[] = [
	undefined,
	new Date(0),
	NaN,
	Infinity,
	() => 1,
	Symbol('s'),
	10n,
	new Map([['a', 1]]),
	Object.create({ inherited: 1 }),
	Object.create(null),
	Object.defineProperty({}, 'getter', { get: () => 1, enumerable: true }),
	{ toJSON: () => 'x' },
	JSON.parse('{"__proto__":1}'),
	Object.assign(new Array<number>(3), { 0: 1, 2: 3 }),
	Object.assign([1], { more: 2 }),
	Buffer.from('x'),
];

it('what is not JSON is left to n8n, however deep it lies', () => {
	const nest = (value: unknown, depth: number): unknown => (depth === 0 ? value : { a: [nest(value, depth - 1)] });
	for (const odd of ODD) {
		for (const depth of odd === undefined || typeof odd === 'number' ? [1, 3] : [0, 1, 3]) {
			expect(itemReader('={{ $json.x }}')?.({ x: nest(odd, depth) })).toBeUndefined();
		}
	}
});

it('what is too large or too deep is left to n8n', () => {
	const read = itemReader('={{ $json.x }}');
	const endless: unknown[] = [];
	endless.push(endless, endless);
	const deep: unknown = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
	for (const x of [endless, deep, Array.from({ length: 2000 }, (_, index) => index)]) {
		expect(read?.({ x })).toBeUndefined();
	}
	expect(read?.({ x: Array.from({ length: 500 }, (_, index) => index) })).toBeDefined();
});

it('whatever is read from an item, in a text or in a collection, is what n8n makes of it', () => {
	const name = fc.oneof(
		fc.constantFrom('name', 'lead', 'Full Name', 'a.b', 'ключ', '🙂', 'a-b', '0', '$x', "it's"),
		// A name that n8n's sandbox blocks is read from the item all the same.
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((text) => !/^calle[er]$/.test(text)),
	);
	const json = fc.letrec<{ value: unknown }>((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small' },
			fc.constantFrom<unknown>('', 'Ann', ' x ', '={{ 1 }}', 0, -1.5, true, false, null, ...ODD),
			fc.string({ unit: 'binary' }),
			fc.double(),
			fc.array(tie('value'), { maxLength: 3 }),
			fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
		),
	})).value;
	const step = name.chain((key) => fc.constantFrom(`.${key}`, `['${key}']`, `["${key}"]`));
	const expression = fc
		.tuple(fc.array(step, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ' '))
		.map(([steps, space]) => `={{${space}$json${steps.join('')}${space}}}`);
	const text = fc.oneof(expression, fc.constantFrom('', 'text', 5, true, null));
	const saved = fc.oneof(
		expression,
		fc.dictionary(fc.constantFrom('company', 'tags', 'metadata'), text, { maxKeys: 3 }),
		fc.record({
			assignments: fc.array(fc.record({ id: fc.constant('1'), name: text, value: text }), { maxLength: 3 }),
		}),
	);
	let read = 0;
	fc.assert(
		fc.property(saved, fc.dictionary(name, json, { maxKeys: 4, noNullPrototype: true }), (given, item) => {
			const parameter: unknown = JSON.parse(JSON.stringify(given));
			const found = itemReader(parameter)?.(item);
			if (!found) return;
			read += 1;
			expect(found.value).toStrictEqual(evaluate(parameter, item));
		}),
		{ numRuns: propertyRuns(3000) },
	);
	expect(read).toBeGreaterThan(propertyRuns(3000) / 100);
});
