import { fieldPath, valueAt } from '~/nodes/PollyBot/parameters/source';

describe('an expression that is a field of the item', () => {
	it.each([
		['={{ $json.name }}', ['name']],
		['={{$json.name}}', ['name']],
		['={{ $json.lead.contact_2.email }}', ['lead', 'contact_2', 'email']],
		["={{ $json['Full Name'] }}", ['Full Name']],
		['={{ $json["E-Mail: work"].first }}', ['E-Mail: work', 'first']],
		["={{ $json['🙂 %'] }}", ['🙂 %']],
	])('%s', (expression, path) => {
		expect(fieldPath(expression)).toEqual(path);
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
	])('%s is more than that', (expression) => {
		expect(fieldPath(expression)).toBeUndefined();
	});
});

describe('the value at the end of a path', () => {
	const json = { text: 'a', empty: '', none: null, number: 0, yes: false, list: ['x'], lead: { name: 'Ann' } };

	it.each([
		[['text'], 'a'],
		[['empty'], ''],
		[['number'], 0],
		[['yes'], false],
		[['lead', 'name'], 'Ann'],
	])('%j is %j', (path, value) => {
		expect(valueAt(json, path)).toBe(value);
	});

	it.each([
		[['none']],
		[['missing']],
		[['lead']],
		[['list']],
		[['text', 'length']],
		[['lead', 'toString']],
		[['lead', 'constructor', 'name']],
		[['__proto__']],
		[['none', 'name']],
	])('%j is left to n8n', (path) => {
		expect(valueAt(json, path)).toBeUndefined();
	});
});
