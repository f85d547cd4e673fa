import { readable, readAnswer, readTypeform } from '~/nodes/PollyBot/mapping/forms/answers';
import { nest } from '~/nodes/PollyBot/mapping/forms/call';
import { readPlace } from '~/nodes/PollyBot/mapping/forms/places';
import { unpackForm } from '~/nodes/PollyBot/mapping/forms/unpack';

describe('an entry of a list of answers', () => {
	it.each<[unknown, unknown]>([
		[
			{ label: 'Email', value: 'a' },
			{ heading: 'Email', value: 'a', kind: undefined },
		],
		[
			{ label: 'Email', value: null, type: 'INPUT_EMAIL' },
			{ heading: 'Email', value: null, kind: 'INPUT_EMAIL' },
		],
		[
			{ label: 'Email', value: 'a', type: 5 },
			{ heading: 'Email', value: 'a', kind: undefined },
		],
		[
			{ label: ' ', name: 'email', value: 'a' },
			{ heading: 'email', value: 'a', kind: undefined },
		],
		[
			{ label: 7, name: 'email', value: 'a' },
			{ heading: 'email', value: 'a', kind: undefined },
		],
		[{ label: ' ', value: 'a' }, undefined],
		[{ label: 'Email' }, undefined],
		[{ value: 'a' }, undefined],
		['Email', undefined],
		[null, undefined],
		[
			{ label: 'Plan', value: 'o2', options: [null, { id: 'o1', text: 'Basic' }, { id: 'o2', text: 'Pro' }] },
			{ heading: 'Plan', value: 'Pro', kind: undefined },
		],
		[
			{ label: 'Plan', value: ['o1', 'x'], options: [{ value: 'o1', label: 'Basic' }] },
			{ heading: 'Plan', value: ['Basic', 'x'], kind: undefined },
		],
		[
			{ label: 'Plan', value: 'o1', options: [{ id: 'o1', name: 'Basic' }] },
			{ heading: 'Plan', value: 'Basic', kind: undefined },
		],
	])('%j is %j', (entry, answer) => {
		expect(readAnswer(entry)).toEqual(answer);
	});
});

describe('an answer as a person reads it', () => {
	const nested = (depth: number): unknown => (depth === 0 ? { label: 'x' } : { a: nested(depth - 1) });

	it.each<[unknown, unknown]>([
		[['a'], 'a'],
		[[], []],
		[
			['a', { label: 'b' }],
			['a', 'b'],
		],
		[{ first: 'Ann', last: 'Lee' }, 'Ann Lee'],
		[{ last: 'Lee', first: 'Ann', prefix: '' }, 'Ann Lee'],
		[{ first: null, last: 'Lee' }, 'Lee'],
		[{ First: 'Ann', Last: 'Lee', FirstAndLast: 'Ann Lee' }, 'Ann Lee'],
		[{ first_name: 'Ann', last_name: 'Lee', field_type: 'name' }, 'Ann Lee'],
		[{ value: { firstName: 'Ann', lastName: 'Lee' }, field_type: 'name' }, 'Ann Lee'],
		[{ given: 'Ann', middle: 'B.', family: 'Lee', suffix: 'Jr.' }, 'Ann B. Lee Jr.'],
		[{ first: 'Ann', middle: 'B.' }, 'Ann B.'],
		[{ prefix: 'Dr.', first: ' Ann ', last: 'Lee', suffix: 2 }, 'Dr. Ann Lee 2'],
		[{ middle: 'B.' }, { middle: 'B.' }],
		[{ name: 'Ann' }, { name: 'Ann' }],
		[{ area: 212, phone: '5550100' }, '212 5550100'],
		[{ country: 1, phone: '5550100 ' }, '1 5550100'],
		[{ country: 'US' }, { country: 'US' }],
		[
			{ first: 'Ann', city: 'Bern' },
			{ first: 'Ann', city: 'Bern' },
		],
		[{}, {}],
		[{ full: '', label: null, url: 'https://example.com' }, 'https://example.com'],
		[{ value: 0 }, 0],
		[{ a: { label: 'x' }, ip: '203.0.113.9' }, { a: 'x' }],
		[nested(4), { a: { a: { a: { a: 'x' } } } }],
		[nested(5), { a: { a: { a: { a: { a: 'x' } } } } }],
		[nested(6), nested(6)],
		[[[[[[['x']]]]]], 'x'],
		[[[[[[[['x']]]]]]], ['x']],
	])('%j is %j', (value, read) => {
		expect(readable(value)).toEqual(read);
	});
});

describe('fields that PHP would read as records', () => {
	it.each<[object, object]>([
		[
			{ a: 1, 'b[c': 2 },
			{ a: 1, 'b[c': 2 },
		],
		[
			{ 'a[b]': 1, c: 2 },
			{ a: { b: 1 }, c: 2 },
		],
		[{ 'a[b][c]': 1, 'a[b][d]': 2 }, { a: { b: { c: 1, d: 2 } } }],
		[{ 'a[]': 1 }, { a: 1 }],
		[{ 'a[0][x]': 1, 'a[1][x]': 2 }, { a: { 0: { x: 1 }, 1: { x: 2 } } }],
		[
			{ 'a[b]': 1, a: 2 },
			{ 'a[b]': 1, a: 2 },
		],
		[
			{ 'a[b]': 1, 'a[b][c]': 2 },
			{ a: { b: 1 }, 'a[b][c]': 2 },
		],
		[
			{ 'a[b][c]': 2, 'a[b]': 1 },
			{ a: { b: { c: 2 } }, 'a[b]': 1 },
		],
		[
			{ 'a[b]': 1, '[c]': 2 },
			{ a: { b: 1 }, '[c]': 2 },
		],
		[{ 'a[__proto__][x]': 1, 'a[b]': 2 }, { a: { ['__proto__']: { x: 1 }, b: 2 } }],
		[
			{ 'a[b]': 1, constructor: 2 },
			{ a: { b: 1 }, constructor: 2 },
		],
		[
			{ 'a[b]': 1, '': 2 },
			{ a: { b: 1 }, '': 2 },
		],
	])('%j are %j', (fields, nested) => {
		expect(nest({ ...fields })).toEqual(nested);
	});

	it('a key of more than 200 characters, or of more than ten steps, stays as it is', () => {
		const long = (length: number) => ({ [`${'a'.repeat(length - 3)}[b]`]: 1 });
		expect(nest(long(200))).toEqual({ ['a'.repeat(197)]: { b: 1 } });
		expect(nest(long(201))).toEqual(long(201));
		const deep = (steps: number) => ({ [`a${'[b]'.repeat(steps - 1)}`]: 1 });
		expect(JSON.stringify(nest(deep(10)))).toBe(`{"a":${'{"b":'.repeat(9)}1${'}'.repeat(10)}`);
		expect(nest(deep(11))).toEqual(deep(11));
	});
});

describe('the places of form builders', () => {
	it('Tally: an option of a question that is there is not a separate answer', () => {
		const fields = [
			{ label: 'Topics', value: ['o1'] },
			{ label: 'Topics (Price)', value: true },
			{ label: 'Topics (Other)', value: 'text' },
			{ label: 'Topics (All) wanted', value: true },
			{ label: 'News (weekly)', value: false },
			{ label: 'Topics', value: true },
		];
		const [answers = []] = readPlace(fields, 'fields');
		expect(answers.map(({ heading }) => heading)).toEqual([
			...['Topics', 'Topics (Other)', 'Topics (All) wanted', 'News (weekly)', 'Topics'],
		]);
		expect(readPlace([], 'fields')).toEqual([]);
		expect(readPlace('text', 'fields')).toEqual([]);
	});

	it('Jotform: numbered fields, and lists of files', () => {
		const raw = {
			q3_name: 'Ann',
			q12_email: 'ann@example.com',
			slug: 'submit',
			xq4_note: 'no',
			q_x: 'no',
			resume: ['https://example.com/a.pdf'],
			list: ['a'],
			mixed: ['https://example.com/a.pdf', 5],
			event_id: 7,
		};
		expect(readPlace(JSON.stringify(raw), 'rawRequest')[0]).toEqual([
			{ heading: 'name', value: 'Ann' },
			{ heading: 'email', value: 'ann@example.com' },
			{ heading: 'resume', value: ['https://example.com/a.pdf'] },
		]);
		for (const odd of ['{"q3_name":', '[]', raw]) expect(readPlace(odd, 'rawRequest')).toEqual([[]]);
	});

	it('Calendly: the invitee’s own fields, his answers, and where he came from', () => {
		const payload = {
			name: 'Ann Lee',
			email: 'ann@example.com',
			uri: 'https://example.com/1',
			status: 'active',
			questions_and_answers: [{ question: 'Topic', answer: 'Price' }],
			tracking: { utm_source: 'web' },
			scheduled_event: { event_memberships: [{ user_email: 'host@example.com' }] },
		};
		const { name, email, uri, status } = payload;
		expect(unpackForm({ event: 'invitee.created', payload })).toEqual({
			fields: { name, email, uri, status, Topic: 'Price', utm_source: 'web', event: 'invitee.created' },
			from: 'Calendly (payload)',
		});
	});

	it('of a list of several people nobody is chosen', () => {
		const rows = [
			{ Name: 'Ann', Email: 'ann@example.com' },
			{ Name: 'Bob', Email: 'bob@example.com' },
		];
		expect(unpackForm({ data: { rows: rows.slice(0, 1) } })).toMatchObject({ from: 'NocoDB (data.rows.0)' });
		expect(unpackForm({ data: { rows } }).from).toBeUndefined();
	});

	it('a name in a place counts beside an email only if it goes with it', () => {
		const customer = (email: string) => ({
			email: 'ann@example.com',
			name: '#1001',
			customer: { first_name: 'Ann', last_name: 'Lee', email },
		});
		expect(unpackForm(customer('Ann@Example.com')).fields).toMatchObject({ first_name: 'Ann', last_name: 'Lee' });
		expect(unpackForm(customer('bob@example.com')).from).toBeUndefined();
	});

	it('Typeform: questions by their ID or reference, also those in a group', () => {
		const definition = {
			fields: [
				null,
				{ id: '1', title: 'Your name' },
				{ ref: 'b', title: 'Your email' },
				{ id: '3', title: 7 },
				{ id: '4', title: 'Group', properties: { fields: [{ id: '5', title: 'Inside' }] } },
				{ title: 'Of no answer' },
			],
		};
		const answers = [
			{ type: 'text', text: 'Ann', field: { id: '1', ref: 'a' } },
			{ type: 'email', email: 'ann@example.com', field: { id: '2', ref: 'b' } },
			{ type: 'number', number: 7, field: { id: '3', ref: 'c' } },
			{ type: 'boolean', boolean: false, field: { id: '5' } },
			{ type: 'text', text: 'x', field: {} },
			{ type: 7, text: 'x', field: { id: '1' } },
			{ text: 'x', field: { id: '1' } },
			{ type: 'text', text: 'x', field: { id: 9 } },
			{ type: 'text', text: 'x' },
			null,
		];
		expect(readTypeform({ definition, answers, hidden: { utm: 'web' } })).toEqual([
			{ heading: 'Your name', value: 'Ann', kind: 'text' },
			{ heading: 'Your email', value: 'ann@example.com', kind: 'email' },
			{ heading: 'c', value: 7, kind: 'number' },
			{ heading: 'Inside', value: false, kind: 'boolean' },
			{ heading: 'utm', value: 'web' },
		]);
		expect(readTypeform({ definition: {}, answers: [answers[0]] })).toEqual([
			{ heading: 'a', value: 'Ann', kind: 'text' },
		]);
		expect(readTypeform({ definition, answers: {} })).toEqual([]);
		expect(readTypeform({ answers })).toEqual([]);
		expect(readTypeform(null)).toEqual([]);
	});

	it('Typeform: a group that contains itself is not followed for ever', () => {
		const group = { id: '1', title: 'Your name', properties: { fields: [] as unknown[] } };
		group.properties.fields.push(group);
		const answers = [{ type: 'text', text: 'Ann', field: { id: '1' } }];
		expect(readTypeform({ definition: { fields: [group] }, answers })).toMatchObject([{ heading: 'Your name' }]);
	});
});

describe('the call of a webhook', () => {
	const call = (body: unknown, more: object = {}) => ({
		headers: { host: 'x' },
		params: {},
		query: {},
		body,
		webhookUrl: 'https://example.com',
		executionMode: 'test',
		...more,
	});

	it.each<[string, object, object, string | undefined]>([
		['JSON text', call('{"email":"a@example.com"}'), { email: 'a@example.com' }, 'the webhook (body)'],
		[
			'JSON text with a sign of a form in it',
			call('{"email":"a@example.com","page":"/?a=b"}'),
			{ email: 'a@example.com', page: '/?a=b' },
			'the webhook (body)',
		],
		['a form', call('email=a%40example.com&note=x'), { email: 'a@example.com', note: 'x' }, 'the webhook (body)'],
		['a list of one', call([{ email: 'a@example.com' }]), { email: 'a@example.com' }, 'the webhook (body)'],
		[
			'a query without a body',
			call({}, { query: { email: 'a@example.com' } }),
			{ email: 'a@example.com' },
			'the webhook (query)',
		],
		[
			'a body, and a field beside it',
			call({ email: 'a@example.com' }, { status: 'new', token: 'x' }),
			{ email: 'a@example.com', status: 'new' },
			'the webhook (body)',
		],
		[
			'a form builder’s answers, beside a status of its own',
			{ fields: { Email: 'a@example.com' }, status: 'COMPLETED', total: 5, list: [1], record: {}, metadata: { a: 1 } },
			{ Email: 'a@example.com', total: 5, metadata: { a: 1 } },
			'a form (fields)',
		],
		[
			'a form builder’s answers, of which one is empty, beside its value',
			{ fields: { Email: 'a@example.com', note: '', topic: 'in' }, note: 'x', topic: 'beside' },
			{ Email: 'a@example.com', note: 'x', topic: 'in', 'topic 2': 'beside' },
			'a form (fields)',
		],
		[
			'a record that is called like a part of another system’s',
			{ payload: { email: 'a@example.com', tags: ['a', 'b'] } },
			{ email: 'a@example.com', tags: ['a', 'b'] },
			'a form (payload)',
		],
		[
			'a response of Typeform itself',
			{
				definition: {},
				answers: [{ type: 'email', email: 'a@example.com', field: { ref: 'Email' } }],
				note: 'x',
			},
			{ Email: 'a@example.com', note: 'x' },
			'Typeform',
		],
	])('with %s', (_, json, fields, from) => {
		expect(unpackForm(json)).toEqual({ fields, from });
	});

	it('a person without an email counts, when nothing in the body has one', () => {
		const data = { fields: [{ label: 'Name', value: 'Bea' }] };
		expect(unpackForm(call({ name: 'Ann', data }))).toMatchObject({
			fields: { name: 'Ann' },
			from: 'the webhook (body)',
		});
		expect(unpackForm(call({ note: 'x', data }))).toEqual({
			fields: { Name: 'Bea' },
			from: 'Tally (body.data.fields)',
		});
		expect(unpackForm(call({ name: 'Ann', data: 5 }))).toMatchObject({ fields: { name: 'Ann', data: 5 } });
	});

	it.each<[string, object]>([
		['text', call('see a=b')],
		['text that contains an address', call('See you & email=a@example.com')],
		['a list of two', call([{ email: 'a@example.com' }, { email: 'b@example.com' }])],
		['an empty list', call([])],
	])('with %s has no fields', (_, json) => {
		expect(unpackForm(json)).toEqual({ fields: {} });
	});

	it.each<[string, object]>([
		['a query that is no call’s', { query: { email: 'a@example.com' } }],
		['a call whose query is a text', { headers: {}, query: 'email=a@example.com' }],
	])('with %s is left alone', (_, json) => {
		expect(unpackForm(json)).toEqual({ fields: json });
	});

	it('whose fields a workflow has moved out of the body leaves the rest of the call out', () => {
		expect(unpackForm(call({}, { email: 'a@example.com', note: 'x' })).fields).toEqual({
			email: 'a@example.com',
			note: 'x',
		});
	});

	it('is known without the parts of it that are to be ignored', () => {
		expect(unpackForm(call({}, { email: 'a@example.com' }), ['headers', 'body']).fields).toEqual({
			email: 'a@example.com',
		});
	});

	it.each<[string, object]>([
		['without headers', { email: 'a@example.com', webhookUrl: 'x', executionMode: 'test' }],
		['with headers that are a text', { email: 'a@example.com', headers: 'x', webhookUrl: 'x', executionMode: 'test' }],
		['without its address', { email: 'a@example.com', headers: {}, executionMode: 'test' }],
		['without its mode', { email: 'a@example.com', headers: {}, webhookUrl: 'x' }],
	])('%s is none', (_, json) => {
		expect(unpackForm(json)).toEqual({ fields: json });
	});
});

describe('the only answer of a kind', () => {
	const unpacked = (...fields: object[]) =>
		unpackForm({ data: { fields: [{ label: 'Name', value: 'Ann' }, ...fields] } }).fields;

	it.each<[object[], object]>([
		[[{ label: 'Reach you?', type: 'INPUT_EMAIL', value: 'a@example.com' }], { Name: 'Ann', email: 'a@example.com' }],
		[[{ label: 'Reach you?', type: 'INPUT_PHONE_NUMBER', value: '1' }], { Name: 'Ann', phone: '1' }],
		[[{ label: 'Reach you?', type: 'tel', value: '1' }], { Name: 'Ann', phone: '1' }],
		[[{ label: 'Reach you?', type: 'hotel', value: '1' }], { Name: 'Ann', 'Reach you?': '1' }],
		[[{ label: 'Reach you?', value: 'a@example.com' }], { Name: 'Ann', 'Reach you?': 'a@example.com' }],
		[
			[
				{ label: 'Reach you?', type: 'INPUT_EMAIL', value: 'a@example.com' },
				{ label: 'Email', type: 'INPUT_EMAIL', value: 'b@example.com' },
			],
			{ Name: 'Ann', 'Reach you?': 'a@example.com', Email: 'b@example.com' },
		],
		[
			[
				{ label: 'Reach you?', type: 'INPUT_EMAIL', value: 'a@example.com' },
				{ label: 'Or here?', type: 'INPUT_EMAIL', value: '' },
			],
			{ Name: 'Ann', email: 'a@example.com', 'Or here?': '' },
		],
		[
			[
				{ label: 'Reach you?', type: 'INPUT_EMAIL', value: 'a@example.com' },
				{ label: 'Email', value: 'b@example.com' },
			],
			{ Name: 'Ann', 'Reach you?': 'a@example.com', Email: 'b@example.com' },
		],
	])('of %j makes %j', (fields, expected) => {
		expect(unpacked(...fields)).toEqual(expected);
	});

	it.each<[object[], object]>([
		[
			[
				{ label: 'First name', value: 'Ann' },
				{ label: 'Partner', type: 'full_name', value: 'Bob Ray' },
			],
			{ 'First name': 'Ann', Partner: 'Bob Ray' },
		],
		[[{ label: 'Your partner', value: { first: 'Bob', last: 'Ray' } }], { 'Your partner': 'Bob Ray' }],
		[[{ label: 'Name 2', value: 'Bob Ray' }], { 'Name 2': 'Bob Ray' }],
	])('of another person is not the name: %j', (fields, expected) => {
		const email = { label: 'Email', value: 'a@example.com' };
		expect(unpackForm({ data: { fields: [email, ...fields] } }).fields).toEqual({
			Email: 'a@example.com',
			...expected,
		});
	});
});
