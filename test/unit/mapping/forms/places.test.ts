import { readAnswer, readable } from '~/nodes/PollyBot/mapping/forms/answer';
import { nest } from '~/nodes/PollyBot/mapping/forms/nest';
import { PLACES } from '~/nodes/PollyBot/mapping/forms/places';
import { readTypeform } from '~/nodes/PollyBot/mapping/forms/typeform';
import { unpackForm } from '~/nodes/PollyBot/mapping/forms/unpack';

/** What the reader of a place makes of a value. */
function readAt(form: string, path: string, value: unknown) {
	const place = PLACES.find((one) => one.form === form && one.path.join('.') === path);
	if (!place) throw new Error(`There is no ${form} at ${path}.`);
	return place.read(value);
}

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
		[{ area: 212, phone: '5550100' }, '212 5550100'],
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
});

describe('the places of form builders', () => {
	it('Tally: an option of a question that is there is not a separate answer', () => {
		const fields = [
			{ label: 'Topics', value: ['o1'] },
			{ label: 'Topics (Price)', value: true },
			{ label: 'Topics (Other)', value: 'text' },
			{ label: 'News (weekly)', value: false },
			{ label: 'Topics', value: true },
		];
		expect(readAt('Tally', 'data.fields', fields)?.map(({ heading }) => heading)).toEqual([
			'Topics',
			'Topics (Other)',
			'News (weekly)',
			'Topics',
		]);
		expect(readAt('Tally', 'data.fields', [])).toBeUndefined();
		expect(readAt('Tally', 'data.fields', 'text')).toBeUndefined();
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
		expect(readAt('Jotform', 'rawRequest', JSON.stringify(raw))).toEqual([
			{ heading: 'name', value: 'Ann' },
			{ heading: 'email', value: 'ann@example.com' },
			{ heading: 'resume', value: ['https://example.com/a.pdf'] },
		]);
		expect(readAt('Jotform', 'rawRequest', '{"q3_name":')).toBeUndefined();
		expect(readAt('Jotform', 'rawRequest', '[]')).toEqual([]);
		expect(readAt('Jotform', 'rawRequest', raw)).toBeUndefined();
	});

	it('Calendly: the invitee’s own fields, his answers, and where he came from', () => {
		const invitee = {
			name: 'Ann Lee',
			first_name: 'Ann',
			last_name: 'Lee',
			email: 'ann@example.com',
			text_reminder_number: '+1-555-0100',
			timezone: 'Europe/Zurich',
			uri: 'https://example.com/1',
			questions_and_answers: [{ question: 'Topic', answer: 'Price' }],
			tracking: { utm_source: 'web' },
		};
		const { uri: _, questions_and_answers: __, tracking: ___, ...own } = invitee;
		const ownAnswers = Object.entries(own).map(([heading, value]) => ({ heading, value }));
		expect(readAt('Calendly', 'payload', invitee)).toEqual([
			...ownAnswers,
			{ heading: 'Topic', value: 'Price', kind: undefined },
			{ heading: 'utm_source', value: 'web' },
		]);
		expect(readAt('Calendly', 'payload', { ...own, questions_and_answers: [], tracking: null })).toEqual(ownAnswers);
		expect(readAt('Calendly', 'payload', own)).toBeUndefined();
		expect(readAt('Calendly', 'payload', 'text')).toBeUndefined();
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
		expect(readTypeform({ definition, answers: {} })).toBeUndefined();
		expect(readTypeform({ answers })).toBeUndefined();
		expect(readTypeform(null)).toBeUndefined();
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
			{ fields: { Email: 'a@example.com' }, status: 'COMPLETED', total: 5, list: [1], record: {} },
			{ Email: 'a@example.com', total: 5 },
			'Airtable (fields)',
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

	it('a person without an email counts, when no answers in the body have one', () => {
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
		['a list of two', call([{ email: 'a@example.com' }, { email: 'b@example.com' }])],
		['an empty list', call([])],
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

	it.each<[string, object]>([
		['without headers', { email: 'a@example.com', webhookUrl: 'x', executionMode: 'test' }],
		['with headers that are a text', { email: 'a@example.com', headers: 'x', webhookUrl: 'x', executionMode: 'test' }],
		['without its address', { email: 'a@example.com', headers: {}, executionMode: 'test' }],
		['without its mode', { email: 'a@example.com', headers: {}, webhookUrl: 'x' }],
	])('%s is none', (_, json) => {
		expect(unpackForm(json).fields).toBe(json);
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
	])('of %j makes %j', (fields, expected) => {
		expect(unpacked(...fields)).toEqual(expected);
	});
});
