import fc from 'fast-check';
import { autoMap } from '~/nodes/PollyBot/mapping/autoMap';
import { unpackForm } from '~/nodes/PollyBot/mapping/forms/unpack';
import { PAYLOADS } from './payloads';

function mapped(json: object): object {
	const lead = autoMap(unpackForm(json).fields, []);
	if (!lead.ok) throw new Error(lead.error.message);
	return Object.fromEntries(Object.entries(lead.value.lead).filter(([, value]) => value !== undefined && value !== ''));
}

it('there are as many payloads as there should be', () => {
	expect(PAYLOADS.length).toBeGreaterThanOrEqual(30);
});

it.each(PAYLOADS)('the answers of $form are the lead that is meant', ({ json, lead }) => {
	expect(mapped(json)).toEqual(lead);
});

it.each(PAYLOADS)('$form: no trace of who called, and how', ({ json }) => {
	const text = JSON.stringify(mapped(json));
	expect(text).not.toMatch(/203\.0\.113\.9|Bearer|session=|Mozilla|csrf|"abc"|webhookUrl|executionMode/);
});

it.each([
	['tally', { body: { data: { fields: [{ label: 'Email', value: 'a@example.com' }] } } }, 'Tally (body.data.fields)'],
	['a webhook', { body: { email: 'a@example.com' } }, 'the webhook (body)'],
	['Facebook', { field_data: [{ name: 'email', values: ['a@example.com'] }] }, 'Facebook Lead Ads (field_data)'],
	['a flat row', { email: 'a@example.com' }, undefined],
])('says where the answers of %s were', (_, json, from) => {
	expect(unpackForm(json).from).toBe(from);
});

it('keeps every value of a field that a form sends more than once, as n8n does', () => {
	const body = 'email=ann%40example.com&food=tea&food=cake&drinks[]=milk';
	expect(unpackForm({ body }).fields).toEqual({ email: 'ann@example.com', food: ['tea', 'cake'], drinks: 'milk' });
});

it('keeps a date and a file as they are', () => {
	const [date, file] = [new Date(0), new Uint8Array(3)];
	const { fields } = unpackForm({ body: { email: 'ann@example.com', date, file } });
	expect(Object.entries(fields)).toEqual([
		['email', 'ann@example.com'],
		['date', date],
		['file', file],
	]);
});

it('what is no part of a lead is left out as often as a form asks for it', () => {
	const ip = { label: 'IP', value: '203.0.113.9' };
	const fields = [{ label: 'Email', value: 'ann@example.com' }, ip, ip];
	expect(mapped({ data: { fields } })).toEqual({ email: 'ann@example.com' });
});

describe('no field beside an answer is lost', () => {
	const name = 'Ann';
	const email = 'ann@example.com';
	it.each<[string, object, object]>([
		['that is called like a part of a call', { query: 'How much?', body: 'Hi' }, { email, customer: { name } }],
		['that has a unit in brackets', { 'Budget [EUR]': 500 }, { email, customer: { name } }],
		['that is called like a field of the body', { data: 'added' }, { body: { data: { name, email } } }],
		['that is called like its name', { Name: { id: 7 } }, { email, customer: { name } }],
	])('%s', (_, beside, json) => {
		expect(mapped({ ...beside, ...json })).toEqual({ name, email, metadata: beside });
	});

	it('of an order, whose customer has an ID too', () => {
		const customer = { id: 7, name, tags: '', 'id 2': 8 };
		const metadata = { id: 7, 'id 2': 8, 'id 3': 1001, tags: 'web', note: 'Hi' };
		expect(mapped({ id: 1001, email, tags: 'web', note: 'Hi', customer })).toEqual({ name, email, metadata });
	});

	it('that someone added to a body: it wins over the one of the body', () => {
		const body = { source: 'form', answers: { name, email } };
		expect(mapped({ source: 'added', body })).toMatchObject({ name, email, source: 'added' });
	});
});

it('a label is not taken for the value beside it, empty or not', () => {
	const lastName = { label: 'Last name', value: null };
	const phone = { label: 'Work', phone: '555-0100' };
	const firstName = { label: 'First name', value: 'Ann' };
	const budget = { label: 'How much?', value: 500 };
	expect(mapped({ firstName, lastName, email: 'ann@example.com', phone, budget })).toEqual({
		...{ name: 'Ann', email: 'ann@example.com', metadata: { phone, budget: 500 } },
	});
});

it('the answers of a booking are not their questions, whatever these are', () => {
	const name = { label: 'Who are you?', value: { label: 'Name', first: 'Ann', last: 'Lee' } };
	const email = { label: 'Where do we write to?', value: 'ann@example.com', isHidden: false };
	const budget = { label: 'How much?', value: 500, isHidden: false };
	const lead = { name: 'Ann Lee', email: 'ann@example.com', metadata: { budget: 500 } };
	expect(mapped({ responses: { name, email, budget } })).toEqual(lead);
});

it.each([
	{ email: { value: 'ann@example.com' }, customer: { name: 'Ann' } },
	{ lead: { email: 'ann@example.com', name: 'Ann' } },
	{ body: { email: 'ann@example.com', name: 'Ann' } },
])('a value beside %j is read without its wrapper', (json) => {
	const beside = {
		company: { value: 'Tech Corp' },
		size: { value: 'M', type: 'text', id: 7 },
		plan: { value: 7, text: 'Pro' },
	};
	const metadata = { company: 'Tech Corp', size: 'M', plan: 'Pro' };
	const lead = { name: 'Ann', email: 'ann@example.com', phone: '555-0100', metadata };
	expect(mapped({ ...json, phone: ['555-0100'], ...beside })).toEqual(lead);
});

it('a record with more than a value, and a list, are kept as they are', () => {
	const price = { value: 5, currency: 'EUR', tax: 1, net: 4 };
	const cost = { label: 'Cost', value: 5, currency: 'EUR', tax: 1 };
	const others = { price, cost, tags: ['a'], address: { label: 'Home', city: 'Bern' } };
	const person = { name: 'Ann', email: 'ann@example.com' };
	for (const json of [{ ...person, ...others }, { body: { ...person, ...others } }]) {
		expect(mapped(json)).toEqual({ ...person, metadata: others });
	}
	const metadata = { label: 'Plan', value: 'Pro' };
	expect(mapped({ ...person, metadata })).toEqual({ ...person, metadata });
});

it.each<[object, object]>([
	[{ name: ['Ann', 'Bob'] }, { name: ['Ann', 'Bob'] }],
	[{ name: [{ label: 'Your name', value: 'Ann' }] }, { name: 'Ann' }],
	[
		{ name: 'Ann Lee = CEO', tags: ['a'] },
		{ name: 'Ann Lee = CEO', metadata: { tags: ['a'] } },
	],
	[{ phone: ['on request'] }, { metadata: { phone: 'on request' } }],
])('%j is %j', (fields, lead) => {
	const email = 'ann@example.com';
	expect(mapped({ email, ...fields })).toEqual({ email, ...lead });
});

it('fields that are to be ignored do not hide the person beside them', () => {
	const agent = { 'Contact Name': 'Bob', 'Work Email': 'bob@example.com' };
	const lead = { name: 'Ann', email: 'ann@example.com' };
	expect(unpackForm({ ...agent, lead }, Object.keys(agent))).toMatchObject({ fields: lead, from: 'a lead (lead)' });
});

it.each(['campaign = spring', 'first = page'])('a source stays text beside a list or an object: %j', (source) => {
	const person = { name: 'Ann', email: 'ann@example.com', source };
	expect(mapped({ ...person, tags: ['a', 'b'] })).toEqual({ ...person, metadata: { tags: ['a', 'b'] } });
});

describe('nothing that is not an answer', () => {
	it.each([
		['an email that was read', { subject: 'Hi', body: '<p>a=b</p>', from: 'x' }],
		['an order', { id: 1, data: { total: 5, items: [{ name: 'Chair', value: 3 }] } }],
		['an item with an email and a body', { email: 'ann@example.com', body: { name: 'Bob', note: 'x' } }],
		['an item whose fields look like answers', { a: { title: 'Email', answer: 'ann@example.com', note: 'x' } }],
		['an empty item', {}],
	])('%s stays as it is', (_, json) => {
		expect(unpackForm(json)).toEqual({ fields: json });
	});

	it('a webhook without answers has no fields', () => {
		const call = { headers: {}, params: {}, query: {}, body: {}, webhookUrl: 'x', executionMode: 'test' };
		expect(unpackForm(call)).toEqual({ fields: {} });
	});

	it('a form that is called Contact is not a person called Contact', () => {
		expect(mapped({ body: { name: 'Contact', data: { Email: 'ann@example.com' } } })).toEqual({
			email: 'ann@example.com',
		});
	});

	it("two emails that are not the person's are not guessed at", () => {
		const fields = ['Your manager', 'Your friend'].map((label) => ({
			label,
			type: 'INPUT_EMAIL',
			value: 'x@example.com',
		}));
		const named = { label: 'Name', value: 'Ann' };
		expect(mapped({ data: { fields: [named, ...fields] } })).toEqual({
			name: 'Ann',
			metadata: { 'Your manager': 'x@example.com', 'Your friend': 'x@example.com' },
		});
	});
});

describe('whatever comes', () => {
	const key = fc.oneof(
		fc.constantFrom(
			'body',
			'fields',
			'data',
			'answers',
			'field_data',
			'form_response',
			'properties',
			'payload',
			'rawRequest',
		),
		fc.constantFrom(
			'name',
			'email',
			'label',
			'value',
			'values',
			'__proto__',
			'constructor',
			'a[b]',
			'a[__proto__][x]',
			'ip',
		),
		fc.string(),
	);
	const anything = fc.object({ key, maxDepth: 5, maxKeys: 6, withNullPrototype: false });

	it('it is unpacked without an error, and never by the keys of JavaScript', () => {
		fc.assert(
			fc.property(anything, (json) => {
				const { fields } = unpackForm(json);
				expect(typeof fields).toBe('object');
				expect(({} as Record<string, unknown>).x).toBeUndefined();
			}),
			{ numRuns: 1000 },
		);
	});

	it('an item with a name and an email is never searched', () => {
		fc.assert(
			fc.property(anything, fc.constantFrom('name', 'E-Mail'), (json, heading) => {
				const item = { ...json, [heading]: 'x@example.com', email: 'x@example.com', fullName: 'Ann' };
				expect(unpackForm(item).from).toBeUndefined();
			}),
		);
	});

	it('10,000 answers to one question are all kept', () => {
		const fields = Array.from({ length: 10_000 }, (_, index) => ({
			label: index === 5 ? 'Why? 3' : 'Why?',
			value: index,
		}));
		const { metadata } = mapped({ data: { fields: [{ label: 'Email', value: 'a@example.com' }, ...fields] } }) as {
			metadata: object;
		};
		expect(new Set(Object.values(metadata)).size).toBe(10_000);
	});

	it('10,000 answers are all kept', () => {
		const fields = Array.from({ length: 10_000 }, (_, index) => ({ label: `Question ${index}`, value: ['x'] }));
		const { metadata } = mapped({ data: { fields: [{ label: 'Email', value: 'a@example.com' }, ...fields] } }) as {
			metadata: object;
		};
		expect(Object.keys(metadata)).toHaveLength(10_000);
	});
});
