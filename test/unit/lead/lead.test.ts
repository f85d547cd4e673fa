import { containing } from '~/test/matchers';
import { cleanLead, leadJson, type RawLead } from '~/nodes/PollyBot/lead/lead';

const ann = { name: 'Ann Lee', email: 'ann@example.com' };

/** What is sent for a lead: the parsed body of the request. */
function sent(raw: RawLead): unknown {
	const lead = cleanLead(raw);
	if (!lead.ok) throw new Error(lead.error.message);
	const body = leadJson(lead.value);
	if (!body.ok) throw new Error(body.error.message);
	return body.value;
}

function invalidOf(raw: RawLead) {
	const lead = cleanLead(raw);
	return lead.ok ? undefined : lead.error;
}

describe('texts', () => {
	it('are trimmed, the email too, whose case is kept', () => {
		expect(sent({ name: '  Ann Lee\t', email: ' Ann@Example.COM\u00a0', phone: ' 555 ', source: ' web ' })).toEqual({
			name: 'Ann Lee',
			email: 'Ann@Example.COM',
			phone: '555',
			source: 'web',
		});
	});

	it.each([
		[15551234567, '15551234567'],
		[0, '0'],
		[true, 'true'],
		[false, 'false'],
	])('%p where text is expected becomes text', (given, text) => {
		expect(sent({ ...ann, source: given, company: given })).toEqual({ ...ann, source: text, company: text });
	});

	it.each([
		['p:+4915112345678', '+4915112345678'],
		["'+49 151 1234", '+49 151 1234'],
		['tel:+1-555-123', '+1-555-123'],
		['Tel: (555) 123', '(555) 123'],
		['p:555', '555'],
		['p: ask Ann', 'p: ask Ann'],
		['tel', 'tel'],
	])('the phone %p is sent as %p', (given, phone) => {
		expect(sent({ ...ann, phone: given })).toEqual({ ...ann, phone });
	});

	it.each([0, false])('%p is no name, email or phone', (given) => {
		expect(sent({ ...ann, phone: given })).toEqual(ann);
		for (const field of ['name', 'email']) {
			expect(cleanLead({ ...ann, [field]: given })).toMatchObject({ ok: false, error: { field } });
		}
		expect(cleanLead({ ...ann, email: given }, ['name'])).toMatchObject({ ok: true, value: { name: ann.name } });
	});

	it.each(['#N/A', ' #REF! ', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '#NULL!', '#ERROR!', '#SPILL!', '#CALC!'])(
		'the error %j of a spreadsheet is empty everywhere',
		(error) => {
			const fields = { phone: error, source: error, status: error, company: error, tags: [error, 'a'] };
			expect(sent({ ...ann, ...fields, metadata: { a: error, b: 1 } })).toEqual({
				...ann,
				tags: ['a'],
				metadata: { b: 1 },
			});
			expect(cleanLead({ ...ann, name: error })).toMatchObject({ ok: false, error: { field: 'name' } });
		},
	);

	it.each(['', '   ', null, undefined, [], NaN, new Date(NaN)])('%j in an optional field is not sent', (empty) => {
		expect(
			sent({
				...ann,
				phone: empty,
				source: empty,
				status: empty,
				company: empty,
				discord: empty,
				message: empty,
				preferredMethod: empty,
				urgency: empty,
				tags: empty,
			}),
		).toEqual(ann);
	});

	it.each(['Zoë Brontë', '李小龍', 'محمد علي', 'Ольга', 'נועה', 'Anaïs 🇫🇷', 'José', 'x'.repeat(10_000)])(
		'a name in any script arrives as it is: %s',
		(name) => {
			expect(sent({ ...ann, name })).toEqual({ ...ann, name });
		},
	);
});

describe('rejected before any request', () => {
	it.each(['', '  ', null, undefined])('a name that is %j', (name) => {
		expect(invalidOf({ ...ann, name })).toMatchObject({
			field: 'name',
			message: containing("'Name' is empty"),
		});
	});

	it.each(['', '  ', null, undefined])('an email that is %j', (email) => {
		expect(invalidOf({ ...ann, email })).toMatchObject({
			field: 'email',
			message: containing("'Email' is empty"),
		});
	});

	it('an email that is certainly none, with the email that was found', () => {
		expect(invalidOf({ ...ann, email: 'ann.example.com' })).toEqual({
			field: 'email',
			value: 'ann.example.com',
			message: '\'Email\' ("ann.example.com") is not an email address: it has no @. Correct it.',
		});
	});

	it.each([{ first: 'Ann' }, ['Ann'], new Date(0)])('a list or an object where text is expected: %j', (value) => {
		const message = "'Phone' must be text, but contains a list or an object. Map it to a single value.";
		expect(invalidOf({ ...ann, phone: value })).toEqual({ field: 'phone', value, message });
		expect(invalidOf({ ...ann, name: value })).toMatchObject({ field: 'name', value });
	});

	it.each([
		['a list', []],
		['text', 'x'],
		['a number', 5],
		['true', true],
	])('metadata that is %s', (_, metadata) => {
		expect(invalidOf({ ...ann, metadata })).toMatchObject({ field: 'metadata' });
	});

	it('metadata that cannot be written as JSON', () => {
		expect(leadJson({ ...ann, metadata: { big: 10n } })).toMatchObject({ ok: false, error: { field: 'metadata' } });
	});

	it('names the field that contains it', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		const body = leadJson({ ...ann, phone: undefined, customFields: circle });
		expect(body).toMatchObject({ ok: false, error: { field: 'customFields', value: circle } });
	});

	it('the first rejected field is named when there are several', () => {
		expect(invalidOf({ name: '', email: '' })?.field).toBe('name');
	});
});

describe('status', () => {
	it.each([
		['new', 'new'],
		['New', 'new'],
		['CONTACTED', 'contacted'],
		[' Qualified ', 'qualified'],
		['converted', 'converted'],
		['LOST', 'lost'],
		['Follow Up', 'follow_up'],
		['follow-up', 'follow_up'],
		['FOLLOW_UP', 'follow_up'],
		['follow  up', 'follow_up'],
		['NEGOTIATING', 'NEGOTIATING'],
		['Negotiating', 'NEGOTIATING'],
		[' unresponsive', 'UNRESPONSIVE'],
	])('a known status is accepted in any spelling: %j', (given, known) => {
		expect(sent({ ...ann, status: given })).toEqual({ ...ann, status: known });
	});

	it.each(['CLOSED', 'On hold', 'heißer Kontakt', 'followup'])('another one is sent as it is: %s', (status) => {
		expect(sent({ ...ann, status })).toEqual({ ...ann, status });
	});
});

describe('the newer fields', () => {
	it.each([
		['a, b ,,c', ['a', 'b', 'c']],
		['a, b, a', ['a', 'b']],
		[
			['x', ' y ', '', 3],
			['x', 'y', '3'],
		],
	])('tags come as text or as a list: %j', (tags, list) => {
		expect(sent({ ...ann, tags })).toEqual({ ...ann, tags: list });
	});

	it('tags of another kind are rejected', () => {
		expect(invalidOf({ ...ann, tags: { a: 1 } })).toMatchObject({
			field: 'tags',
			message: "'Tags' must be a list, or text with commas between its entries.",
		});
		expect(invalidOf({ ...ann, tags: [['a']] })?.field).toBe('tags');
	});

	it.each(['priority', 'notes'])('%s is not a field of a new lead', (name) => {
		expect(sent({ ...ann, [name]: 'HIGH' })).toEqual(ann);
	});

	it('custom fields are an object', () => {
		expect(sent({ ...ann, customFields: { size: 5 } })).toEqual({ ...ann, customFields: { size: 5 } });
		expect(invalidOf({ ...ann, customFields: [] })?.field).toBe('customFields');
	});
});

describe('metadata arrives whole', () => {
	const text =
		'{"nested":{"deep":[1,{"a":null}]},"list":["a",2,false],"n":-1.5,"yes":true,"emoji":"🦜","date":"2026-01-31T00:00:00.000Z",' +
		'"__proto__":{"x":1},"constructor":"c","prototype":0,"a.b":"dotted","":"no name"," blank ":" untrimmed "}';

	it('with every kind of value and key', () => {
		const lead = cleanLead({ ...ann, metadata: JSON.parse(text) });
		if (!lead.ok) throw new Error(lead.error.message);
		expect(leadJson(lead.value)).toEqual({
			ok: true,
			value: JSON.parse(`{"name":"Ann Lee","email":"ann@example.com","metadata":${text}}`) as unknown,
		});
	});
});
