import fc from 'fast-check';
import { autoMap, remainingFields } from '~/nodes/PollyBot/mapping/autoMap';

function mapped(json: object, ignore: string[] = []): unknown {
	const lead = autoMap(json, ignore);
	if (!lead.ok) throw new Error(lead.error.message);
	return Object.fromEntries(Object.entries(lead.value.lead).filter(([, value]) => value !== undefined && value !== ''));
}

/** As a spreadsheet's reader may give a time. */
const DAY = new Date('2026-11-30');

const VALUES: Readonly<Record<string, string>> = { phone: '555-0100', status: 'new' };

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
			const value = VALUES[field] ?? 'x';
			expect(mapped({ [name]: value })).toEqual({ [field]: value });
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
			expect(mapped({ utm_source: 'x', notes: 'y', Notes: 'z', '': 'kept', phone: 5550100 }, ignore)).toEqual({
				phone: 5550100,
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
		expect(mapped({ phone: '  ', mobile: 555, tel: '666' })).toEqual({ phone: 555, metadata: { tel: '666' } });
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

	it.each(
		['[1]', 'text', '5', '{"a":', 5, true, [1], [{ key: 1, value: 2 }], [{ key: 'plan', value: 'Pro' }, 5]].map(
			(value) => [value],
		),
	)('rejects the item when it is %j', (metadata) => {
		expect(autoMap({ metadata }, [])).toMatchObject({ ok: false, error: { field: 'metadata', value: metadata } });
	});

	it('is named as its column is where it is rejected', () => {
		expect(autoMap({ 'Meta Data': 'text' }, [])).toMatchObject({ error: { field: 'Meta Data' } });
	});

	it('keeps lists of one and records as they are', () => {
		const metadata = { sizes: ['M'], plan: { label: 'Pro' } };
		expect(mapped({ metadata })).toEqual({ metadata });
	});

	it.each(['', '  ', 'null', null])('is nothing when it is %j', (metadata) => {
		expect(mapped({ metadata, a: 1 })).toEqual({ metadata: { a: 1 } });
	});
});

it('the other fields are what automatic mapping would put into metadata', () => {
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
			const { metadata, ...lead } = inMetadata.value.lead;
			expect(inCustomFields.value.lead).toEqual({ ...lead, customFields: metadata, metadata: undefined });
			expect(Object.keys(inCustomFields.value.lead.customFields ?? {})).toEqual(Object.keys(metadata ?? {}));
			expect(remainingFields(json, ignored, 'customFields').customFields).toEqual(metadata);
		});
		fc.assert(property);
	});

	it('a field named metadata is the metadata all the same', () => {
		const row = { name: 'Ann', utm: 'loose', metadata: '{"utm":"a","gap":""}', 'Custom Fields': { size: 5 } };
		const expected = { metadata: { utm: 'a' }, customFields: { utm: 'loose', 'Custom Fields': { size: 5 } } };
		expect(autoMap(row, [], 'customFields')).toMatchObject({ ok: true, value: { lead: { name: 'Ann', ...expected } } });
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
		[{ Name: 'Ann Lee' }, false],
		[{ Name: 'Ann Lee', 'First Name': 'Ann' }, false],
		[{ 'First Name': '', 'Last Name': ' ' }, false],
		[{ email: 'ann@example.com' }, false],
		[{ Name: 'Lee', Vorname: 'Ann' }, false],
	])('%j: %s', (json, expected) => {
		expect(autoMap(json, [])).toMatchObject({ value: { hasHalfName: expected } });
	});

	it('without regard to what is ignored', () => {
		expect(autoMap({ 'First Name': 'Ann', 'Last Name': 'Lee' }, ['last name'])).toMatchObject({
			value: { hasHalfName: true },
		});
	});
});

describe('a name beside a part of it', () => {
	it.each<[object, string, object?]>([
		[{ Name: 'Ann', Surname: 'Lee' }, 'Ann Lee'],
		[{ Surname: 'Lee', Name: 'Ann' }, 'Ann Lee'],
		[{ Naam: 'Ann', Achternaam: 'Lee' }, 'Ann Lee'],
		[{ Name: 'Ann', Nachname: 'Lee' }, 'Ann Lee'],
		[{ Name: 'Lee', Vorname: 'Ann' }, 'Ann Lee'],
		[{ Name: 'Anna Muster', Vorname: 'Anna Lena' }, 'Anna Lena Anna Muster'],
		[{ Name: 'ANNA  Muster', Vorname: ' anna ' }, 'ANNA  Muster', { Vorname: ' anna ' }],
		[{ Name: 'Anna Lena Muster', Vorname: 'Anna  Lena' }, 'Anna Lena Muster', { Vorname: 'Anna  Lena' }],
		[{ Name: 'Anna', Vorname: 'Anna' }, 'Anna', { Vorname: 'Anna' }],
		[{ Name: 'Ann Ray', Vorname: 'Ann', Nachname: 'Lee' }, 'Ann Ray', { Vorname: 'Ann', Nachname: 'Lee' }],
		[{ Name: 7, Vorname: 'Anna' }, 'Anna', { Name: 7 }],
		[{ Name: '#1001', 'First Name': 'Ann', 'Last Name': 'Lee' }, 'Ann Lee', { Name: '#1001' }],
		[{ Name: '#D12', 'First Name': 'Ann', 'Last Name': 'Lee' }, 'Ann Lee', { Name: '#D12' }],
		[{ Name: 'Newsletter form', first_name: 'Ann', last_name: 'Lee' }, 'Ann Lee', { Name: 'Newsletter form' }],
		[{ 'Full Name': 'Rob Lee', 'First Name': 'Bob' }, 'Rob Lee', { 'First Name': 'Bob' }],
		[{ 名前: '山田太郎', 姓: '山田' }, '山田太郎', { 姓: '山田' }],
		[{ 이름: '민수', 성: '김' }, '김 민수'],
		[{ 名字: '伟', 姓氏: '王' }, '王 伟'],
		[{ 'First Name': 'Ann', 姓氏: 'Lee' }, 'Ann Lee'],
		[{ Voornaam: 'Jan', Tussenvoegsel: 'van der', Achternaam: 'Berg' }, 'Jan van der Berg'],
		[{ Naam: 'Jan', Tussenvoegsel: 'de', Achternaam: 'Wit' }, 'Jan de Wit'],
		[{ Naam: 'Jan', Tussenvoegsel: 'de' }, 'Jan', { Tussenvoegsel: 'de' }],
		[{ 'Apellido Paterno': 'Ruiz', 'Apellido Materno': 'Gil', Nombres: 'Eva' }, 'Eva Ruiz Gil'],
		[{ 'Apellido Materno': 'Gil', Nombres: 'Eva' }, 'Eva', { 'Apellido Materno': 'Gil' }],
		[{ First: 'Ann', Last: 'Lee' }, 'Ann Lee'],
		[{ Name: 'Ann Lee', Last: 'Monday' }, 'Ann Lee', { Last: 'Monday' }],
		[{ Name: 'Ann', First: DAY, Last: DAY }, 'Ann', { First: DAY, Last: DAY }],
		[{ Ad: 'Ayşe', Soyad: 'Kaya' }, 'Ayşe Kaya'],
		[{ Name: 'Ann Lee', Ad: 'Spring sale' }, 'Ann Lee', { Ad: 'Spring sale' }],
		[{ Ad: 'Spring sale', 'First Name': 'Ann', Surname: 'Lee' }, 'Ann Lee', { Ad: 'Spring sale' }],
		[{ اللقب: 'مهندس', 'الاسم الأول': 'علي', 'اسم العائلة': 'حسن' }, 'علي حسن', { اللقب: 'مهندس' }],
		[{ 'Last Name': 'Lee', 'First Name': '#N/A' }, 'Lee'],
		[{ name_1: 'Ann Lee', name_2: 'Bob Ray' }, 'Ann Lee', { name_2: 'Bob Ray' }],
		[{ name: 'Sin&eacute;ad O&#039;Brien &amp; &unknown;' }, "Sinéad O'Brien & &unknown;"],
		[{ name: 'Ann&#32;Lee &#x1F600;&#x10FFFF;' }, 'Ann Lee 😀\u{10ffff}'],
		[{ name: 'Ann&#10;&#xD800;&#xDFFF;&#x110000;' }, 'Ann&#10;&#xD800;&#xDFFF;&#x110000;'],
	])('%j is %j', (json, name, ...[metadata]) => {
		expect(mapped(json)).toEqual({ name, ...(metadata ? { metadata } : {}) });
	});

	it('a part that is an object makes the name one too', () => {
		const part = { a: 1 };
		expect(mapped({ 'First Name': part, 'Last Name': 'Lee' })).toEqual({ name: part });
	});
});

describe('of several fields with one meaning, the first that can be used wins', () => {
	it.each<[object, object]>([
		[
			{ Email: 'anonymous', 'Email address': 'ann@example.com' },
			{ email: 'ann@example.com', metadata: { Email: 'anonymous' } },
		],
		[{ Email: 'none' }, { email: 'none' }],
		[
			{ Phone: 'on request', Mobile: '555-0100' },
			{ phone: '555-0100', metadata: { Phone: 'on request' } },
		],
		[{ phone: false, mobile: 0, tel: '555-0100' }, { phone: '555-0100' }],
		[{ phone: '4.91701E+11' }, { metadata: { phone: '4.91701E+11' } }],
		[
			{ phone: '4,9E+11', tel: '555-0100' },
			{ phone: '555-0100', metadata: { phone: '4,9E+11' } },
		],
		[{ phone: '5E+11' }, { metadata: { phone: '5E+11' } }],
		[{ phone: '4.9E+11 / 555-0100' }, { phone: '4.9E+11 / 555-0100' }],
		[{ phone: '555-0100 / 4.9E+11' }, { phone: '555-0100 / 4.9E+11' }],
		[{ Name: true, Phone: true }, { metadata: { Name: true, Phone: true } }],
		[{ source: 7 }, { source: 7 }],
		[{ source: { utm: 'web' } }, { metadata: { source: { utm: 'web' } } }],
		[{ Phone: 'iPhone 15' }, { metadata: { Phone: 'iPhone 15' } }],
		[
			{ Status: 'active', 'Lead Status': 'Follow Up' },
			{ status: 'Follow Up', metadata: { Status: 'active' } },
		],
		[{ email_1: '', email_2: 'ann@example.com' }, { email: 'ann@example.com' }],
		[
			{ 'Name #1': 'Ann', 'Email #1': '', 'Name #2': 'Bob', 'Email #2': 'bob@example.com' },
			{ name: 'Ann', metadata: { 'Name #2': 'Bob', 'Email #2': 'bob@example.com' } },
		],
		[{ meta_data: [{ id: 1, key: 'plan', value: 'Pro' }], utm: 'x' }, { metadata: { utm: 'x', plan: 'Pro' } }],
		[{ meta_data: [], tags: [], utm: 'x' }, { metadata: { utm: 'x' } }],
		[{ Company: 'Smith &amp; Sons', Note: 'a &amp; b' }, { metadata: { Company: 'Smith & Sons', Note: 'a &amp; b' } }],
	])('%j', (json, lead) => {
		expect(mapped(json)).toEqual(lead);
	});

	it.each([
		'#N/A',
		'#REF!',
		'#VALUE!',
		'#NAME?',
		'#DIV/0!',
		'#NUM!',
		'#NULL!',
		'#ERROR!',
		'#SPILL!',
		'#CALC!',
		' #N/A ',
	])('the error %j of a spreadsheet is empty', (error) => {
		expect(mapped({ Name: error, Phone: error, Status: error, Note: error, utm: 'x' })).toEqual({
			metadata: { utm: 'x' },
		});
	});
});

it.each([
	...['Remote IP', 'User IP', 'browser_ip', 'customer_ip_address', 'ipAddress', 'OPTIN_IP', 'X-Forwarded-For'],
	...['User Agent', 'customer_user_agent', 'userAgent', 'cart_token', 'sessionToken', 'checkoutToken', 'google_key'],
	...['password', 'New Password', 'client_secret', 'cookies', 'retryAt', 'g-recaptcha-response', 'csrf_token'],
])('a field named %j is no part of a lead', (name) => {
	expect(mapped({ utm: 'x', [name]: 'secret' })).toEqual({ metadata: { utm: 'x' } });
});

it.each([
	[
		[
			{ key: '_customer_ip_address', value: '203.0.113.9' },
			{ key: 'plan', value: 'Pro' },
		],
	],
	['{"password": "secret", "plan": "Pro"}'],
])('what is never part of a lead is left out of the metadata too: %j', (meta_data) => {
	expect(mapped({ meta_data })).toEqual({ metadata: { plan: 'Pro' } });
});

it.each([
	'Zip',
	'Trip',
	'Tip',
	'VIP',
	'Tokens left',
	'Password manager',
	'Ship',
	'Relationship',
	'Membership',
	'IP phone model',
])('a field named %j is another field', (name) => {
	expect(mapped({ [name]: 'kept' })).toEqual({ metadata: { [name]: 'kept' } });
});

it('what is ignored may be written as a form decorates it, or as it is', () => {
	expect(mapped({ 'Note (optional):': 'a', 'Other (optional):': 'b' }, ['Note (optional):', 'other'])).toEqual({});
});
