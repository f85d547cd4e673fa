import fc from 'fast-check';
import { autoMap, hasHalfName, remainingFields, sortHeadings } from '~/nodes/PollyBot/mapping/autoMap';

function mapped(json: object, ignore: string[] = []): unknown {
	const lead = autoMap(json, ignore);
	if (!lead.ok) throw new Error(lead.error.message);
	return Object.fromEntries(Object.entries(lead.value).filter(([, value]) => value !== undefined && value !== ''));
}

const spellings = {
	name: [
		'name',
		'Name',
		'NAME',
		'full name',
		'Full_Name',
		'fullname',
		'full-name',
		'contact name',
		'Contact.Name',
		'lead name',
		'leadName',
	],
	email: [
		'email',
		'Email',
		'e-mail',
		'E-Mail',
		'E Mail',
		'email address',
		'Email_Address',
		'E-Mail-Address',
		'mail',
		'MAIL',
	],
	phone: [
		'phone',
		'Phone',
		'phone number',
		'phone_number',
		'PhoneNumber',
		'tel',
		'Tel.',
		'telephone',
		'mobile',
		'Mobile',
	],
	source: ['source', 'Source', 'lead source', 'Lead_Source', 'leadSource'],
	status: ['status', 'STATUS', 'lead status', 'lead-status', 'LeadStatus'],
};

describe('input fields are matched without regard to case, spaces, _, - and .', () => {
	it.each(Object.entries(spellings).flatMap(([field, names]) => names.map((name) => [name, field])))(
		'%j is the %s',
		(name, field) => {
			expect(mapped({ [name]: 'x' })).toEqual({ [field]: 'x' });
		},
	);

	it.each(['First Name', 'first_name', 'firstname', 'firstName', 'FIRST-NAME'])(
		'%j and a last name are joined',
		(first) => {
			expect(mapped({ [first]: ' Ann ', 'Last Name': 'Lee' })).toEqual({ name: 'Ann Lee' });
		},
	);

	it('one half of a name is enough', () => {
		expect(mapped({ first_name: 'Ann', last_name: '' })).toEqual({ name: 'Ann' });
		expect(mapped({ last_name: 'Lee' })).toEqual({ name: 'Lee' });
	});
});

describe('all other fields go into metadata', () => {
	it('in their order, with their types, untrimmed', () => {
		const rest = { zeta: 1, alpha: ' x ', list: [1], nested: { a: null }, yes: false, zero: 0, company: 'Tech Corp' };
		expect(Object.entries(mapped({ ...rest, email: 'x' }) as object)).toContainEqual(['metadata', rest]);
		expect(Object.keys((mapped(rest) as { metadata: object }).metadata)).toEqual(Object.keys(rest));
	});

	it('empty strings, null and undefined do not', () => {
		expect(mapped({ a: '', b: null, c: undefined, d: 'x' })).toEqual({ metadata: { d: 'x' } });
	});

	it('nor what a deferred row carries', () => {
		expect(mapped({ retryAt: '2026-01-31T00:00:00Z', retryAfter: 60, utm: 'x' })).toEqual({ metadata: { utm: 'x' } });
	});

	it.each([[['utm_source', 'Notes']], [['NOTES', 'utm source']], [['notes', '', 'UTM.Source']]])(
		'nor what is to be ignored: %j',
		(ignore) => {
			expect(mapped({ utm_source: 'x', notes: 'y', Notes: 'z', '': 'kept', phone: 5 }, ignore)).toEqual({
				phone: 5,
				metadata: { '': 'kept' },
			});
		},
	);

	it('ignoring works for the fields of the lead too', () => {
		expect(mapped({ email: 'a', phone: 'b' }, ['phone'])).toEqual({ email: 'a' });
	});

	it('keys with a meaning to JavaScript are kept', () => {
		const json = JSON.parse('{"__proto__":{"x":1},"constructor":2,"a.b":3}') as object;
		expect(JSON.stringify(mapped(json))).toBe('{"metadata":{"__proto__":{"x":1},"constructor":2,"a.b":3}}');
	});
});

describe('two fields that mean the same', () => {
	it('the first that is not empty is used, the other goes to metadata', () => {
		expect(mapped({ mail: '', 'E-Mail': 'first@example.com', email: 'second@example.com' })).toEqual({
			email: 'first@example.com',
			metadata: { email: 'second@example.com' },
		});
		expect(mapped({ phone: '  ', mobile: 5, tel: '6' })).toEqual({ phone: 5, metadata: { tel: '6' } });
	});

	it('a name beats first and last name', () => {
		expect(mapped({ 'first name': 'A', 'last name': 'L', name: 'Ann Lee' })).toEqual({
			name: 'Ann Lee',
			metadata: { 'first name': 'A', 'last name': 'L' },
		});
		expect(mapped({ 'first name': 'A', 'last name': 'L', name: ' ' })).toEqual({ name: 'A L' });
	});
});

describe('a field named metadata', () => {
	it.each([[{ a: 1, b: 2 }], ['{"a":1,"b":2}']])(
		'is an object or JSON text of one, and beats a loose field: %j',
		(metadata) => {
			expect(mapped({ a: 'loose', c: 3, Metadata: metadata })).toEqual({ metadata: { a: 1, b: 2, c: 3 } });
		},
	);

	it.each(['[1]', 'text', '5', '{"a":', 5, true, [1]].map((value) => [value]))(
		'refuses the item when it is %j',
		(metadata) => {
			expect(autoMap({ metadata }, [])).toMatchObject({ ok: false, error: { field: 'metadata', value: metadata } });
		},
	);

	it.each(['', '  ', 'null', null])('is nothing when it is %j', (metadata) => {
		expect(mapped({ metadata, a: 1 })).toEqual({ metadata: { a: 1 } });
	});
});

it('the remaining fields are what automatic mapping would put into metadata', () => {
	const metadataOf = (json: object, ignored: string[] = []) => remainingFields(json, ignored).metadata;
	expect(metadataOf({ name: 'Ann', mail: 'x', utm: 'y', metadata: { z: 1 } }, ['q'])).toEqual({ utm: 'y', z: 1 });
	expect(metadataOf({ name: 'Ann', metadata: 'n/a', utm: 'y' })).toEqual({ utm: 'y', metadata: 'n/a' });
	expect(metadataOf({ name: 'Ann' })).toBeUndefined();
});

describe('with the custom fields as the place of all other fields', () => {
	const anything = fc.dictionary(fc.string(), fc.anything({ withBigInt: true, withDate: true, withSparseArray: true }));

	it('they hold just what the metadata would: keys, order, types, and nothing that is empty', () => {
		const property = fc.property(anything, fc.array(fc.string()), (json, ignored) => {
			fc.pre(!Object.keys(json).some((name) => /meta[\s_.-]*data/i.test(name)));
			const inMetadata = autoMap(json, ignored);
			const inCustomFields = autoMap(json, ignored, 'customFields');
			if (!inMetadata.ok || !inCustomFields.ok) throw new Error('Nothing in it can be refused');
			const { metadata, ...lead } = inMetadata.value;
			expect(inCustomFields.value).toEqual({ ...lead, customFields: metadata, metadata: undefined });
			expect(Object.keys(inCustomFields.value.customFields ?? {})).toEqual(Object.keys(metadata ?? {}));
			expect(remainingFields(json, ignored, 'customFields').customFields).toEqual(metadata);
		});
		fc.assert(property);
	});

	it('a field named metadata is the metadata all the same', () => {
		const row = { name: 'Ann', utm: 'loose', metadata: '{"utm":"a","gap":""}', 'Custom Fields': { size: 5 } };
		const expected = { metadata: { utm: 'a' }, customFields: { utm: 'loose', 'Custom Fields': { size: 5 } } };
		expect(autoMap(row, [], 'customFields')).toMatchObject({ ok: true, value: { name: 'Ann', ...expected } });
		expect(remainingFields(row, [], 'customFields')).toEqual(expected);
	});

	it('unless it does not hold an object, and was not mapped', () => {
		expect(remainingFields({ metadata: 'n/a', utm: 'y' }, [], 'customFields')).toEqual({
			metadata: undefined,
			customFields: { utm: 'y', metadata: 'n/a' },
		});
	});
});

describe('whether only half of a name is there', () => {
	it.each([
		[{ 'First Name': 'Ann' }, true],
		[{ 'Last Name': 'Lee' }, true],
		[{ 'First Name': 'Ann', 'Last Name': 'Lee' }, false],
		[{ Name: 'Ann Lee', 'First Name': 'Ann' }, false],
		[{ 'First Name': '', 'Last Name': ' ' }, false],
		[{ email: 'ann@example.com' }, false],
		[{ Name: 'Lee', Vorname: 'Ann' }, false],
	])('%j: %s', (json, expected) => {
		expect(hasHalfName(json, [])).toBe(expected);
	});

	it('without regard to what is ignored', () => {
		expect(hasHalfName({ 'First Name': 'Ann', 'Last Name': 'Lee' }, ['last name'])).toBe(true);
	});
});

describe('a name beside a part of it', () => {
	it.each([
		['one word of two: it is the last name', { Name: 'Anna Muster', Vorname: 'Anna Lena' }, 'Anna Lena Anna Muster'],
		[
			'one of its two words: it is the last name',
			{ Name: 'Lena Sophie Muster', Vorname: 'Anna Lena' },
			'Anna Lena Lena Sophie Muster',
		],
		['the same word: it is the last name', { Name: 'Anna', Vorname: 'Anna' }, 'Anna Anna'],
		['a number: it is the last name', { Name: 7, Vorname: 'Anna' }, 'Anna 7'],
	])('that holds %s', (_, json, name) => {
		expect(mapped(json)).toEqual({ name });
	});

	it.each([
		['all words of the part and more', { Name: 'ANNA  Muster', Vorname: ' anna ' }],
		['words, and the part is a number', { Name: 'Muster', Vorname: 7 }],
	])('that holds %s is the whole name, and the part goes to metadata', (_, json) => {
		expect(mapped(json)).toEqual({ name: json.Name, metadata: { Vorname: json.Vorname } });
	});

	it('a part that is an object makes the name one too', () => {
		const part = { a: 1 };
		expect(mapped({ 'First Name': part, 'Last Name': 'Lee' })).toEqual({ name: part });
	});
});

it('headings are sorted as a row under them would be', () => {
	expect(sortHeadings(['Email', 'E-Mail', 'Firma', 'Name'], [])).toEqual({
		chosen: [
			['name', 'Name'],
			['email', 'Email'],
		],
		rest: ['E-Mail', 'Firma'],
	});
});

it('what is ignored may be written as a form decorates it, or as it is', () => {
	expect(mapped({ 'Note *': 'a', 'Other *': 'b' }, ['Note *', 'other'])).toEqual({});
});
