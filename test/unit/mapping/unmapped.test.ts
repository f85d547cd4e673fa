import { explainEmpty, explainNobody } from '~/nodes/PollyBot/mapping/unmapped';

const call = (body: unknown) => ({ headers: {}, params: {}, query: {}, body, webhookUrl: 'x', executionMode: 'test' });
const people = [
	{ name: 'Ann', email: 'ann@example.com' },
	{ name: 'Bob', email: 'bob@example.com' },
];

describe('an item in which nobody is found', () => {
	it.each<[object, string]>([
		[call(people), '"body" is a list of 2 entries'],
		[call(people), 'Add a Split Out node for "body" before this node.'],
		[call(JSON.stringify(people)), '"body" is a list of 2 entries'],
		[call({ leads: people }), 'Add a Split Out node for "body.leads" before this node.'],
		[{ leads: people }, 'Add a Split Out node for "leads" before this node.'],
		[{ leads: [{ Email: 'a' }, { Email: 'b' }] }, 'Add a Split Out node for "leads" before this node.'],
		[{ 'Name;E-Mail;Telefon': 'Ann;a;1' }, 'looks like columns with ";" between them. Set this delimiter'],
		[{ 'Name\tE-Mail': 'Ann\ta' }, 'columns with a tab between'],
		[{ 'Name,E-Mail,Phone': 'Ann,a,1' }, 'columns with "," between'],
		[call({ foo: 1, bar: 2 }), 'The body has the fields "foo", "bar".'],
		[{ foo: 1 }, 'The item has the fields "foo". Set \'Data to Send\' to "Define Below for Each Field" and map them'],
		[{ headers: {}, foo: 1 }, 'The item has the fields "headers", "foo".'],
		[{ headers: {}, body: 'text' }, 'The body has no fields.'],
		[{}, 'The item has no fields.'],
		[call({}), 'The body has no fields.'],
		[call('text'), 'The body has no fields.'],
		[{ 'Reach me': 'ann@example.com' }, '"Reach me" seems to contain an address'],
		[{ items: [{ sku: 1 }, { sku: 2 }] }, 'The item has the fields "items".'],
		[{ items: [{ name: 'Chair' }, { sku: 2 }] }, 'The item has the fields "items".'],
		[{ items: [] }, 'The item has the fields "items".'],
		[{ 'First, last': 1 }, 'The item has the fields "First, last".'],
		[{ 'Size;Colour': 1, foo: 2 }, 'The item has the fields "Size;Colour", "foo".'],
		[{ ['x'.repeat(41)]: 1 }, `The item has the fields "${'x'.repeat(40)}".`],
		[Object.fromEntries(Array.from('abcdefgh', (name) => [name, 1])), '"g", "h". Set'],
		[Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`Column ${at}`, at])), '"Column 7" and 12 more.'],
	])('%j is rejected with %j', (json, sentence) => {
		expect(explainNobody(json)).toMatchObject({ ok: false, error: { field: 'name' } });
		expect(explainNobody(json).error.message).toContain(sentence);
	});
});

describe('a row whose field is empty', () => {
	const why = (field: string, value: unknown = '') => ({ field, value, message: 'It is empty.' });
	it.each<[object, string, string]>([
		[{ Name: 'Ann', Contact: 'ann@example.com' }, 'email', '"Contact" seems to contain an address'],
		[{ Name: '#1001' }, 'name', '"Name" has no letter or is an order number'],
		[{ Name: '#D12' }, 'name', '"Name" has no letter or is an order number'],
	])('of %j: %s', (fields, field, sentence) => {
		const { message } = explainEmpty(fields, why(field)).error;
		expect(message).toContain('It is empty. ');
		expect(message).toContain(sentence);
	});

	it.each<[object, string, unknown]>([
		[{ Name: 'Ann', Note: 'no address' }, 'email', ''],
		[{ Name: 'Ann', Email: 'x', Contact: 'ann@example.com' }, 'email', 'x'],
		[{ Email: 'ann@example.com' }, 'name', ''],
		[{ Name: 'Ann', Contact: 'ann@example.com' }, 'tags', ''],
	])('of %j, where no other field has it, says only that (%s: %j)', (fields, field, value) => {
		expect(explainEmpty(fields, why(field, value)).error).toEqual(why(field, value));
	});
});
