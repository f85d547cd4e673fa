import fc from 'fast-check';
import { cleanLead } from '~/nodes/PollyBot/lead/lead';
import { fieldsToMerge, findChanges, mergeableFields, mergeChanges } from '~/nodes/PollyBot/lead/changes';
import { propertyRuns } from '~/test/propertyRuns';
import type { StoredLead } from '~/tools/sandbox/api/lead';
import type { Profile } from '~/tools/sandbox/api/profile';
import { PROFILES } from '~/tools/sandbox/api/profiles';

type Fields = Record<string, unknown>;

const existing: Fields = {
	id: 'lead_1',
	name: 'Ann Lee',
	email: 'ann@example.com',
	phone: '5551234',
	status: 'FOLLOW_UP',
	urgency: 'HIGH',
	message: 'One\nTwo',
	company: null,
	tags: ['VIP', 'fair'],
	metadata: { utm: 'a', size: 5, list: [1, { b: null }] },
	customFields: { budget: 5000, plan: 'Pro', region: { code: 'EU' } },
};
const changedFields = (sent: Fields, addTo?: string[]) => findChanges(sent, existing, addTo).map(({ field }) => field);

describe('an update changes nothing that', () => {
	it.each<[string, Fields, string[]]>([
		['is stored as it is sent', { ...existing }, []],
		['is stored trimmed', { name: ' Ann Lee\u200b', message: 'One\r\nTwo\r\n' }, []],
		['is stored with line breaks of its own', { message: 'One\rTwo' }, []],
		['is stored as a number', { phone: 5551234 }, []],
		['is an email in another case', { email: 'Ann@Example.com' }, []],
		['is a choice in another spelling', { status: 'follow_up', urgency: 'high' }, []],
		['is a list in another order', { tags: ['fair', 'VIP'] }, []],
		['is some keys of the metadata', { metadata: { list: [1, { b: null }], utm: 'a' } }, []],
		['is a key that the metadata does not have, and is cleared', { metadata: { gone: null } }, []],
		[
			'is all custom fields, numbers as text',
			{ customFields: { plan: 'Pro', region: { code: 'EU' }, budget: '5000' } },
			[],
		],
		['is some tags, which are added to', { tags: ['vip'] }, ['tags']],
		['is some custom fields, which are added to', { customFields: { plan: 'Pro' } }, ['customFields']],
		['is empty already', { company: null }, []],
	])('%s', (_, sent, addTo) => {
		expect(changedFields(sent, addTo)).toEqual([]);
	});
});

describe('an update changes', () => {
	it.each<[string, Fields, string[]]>([
		['the case of a name', { name: 'ann lee' }, []],
		['the format of a phone number', { phone: '555-1234' }, []],
		['a field that is empty', { company: 'Tech Corp' }, []],
		['a field to one that reads like nothing', { company: 'null' }, []],
		['a field that is cleared', { phone: null }, []],
		['a field that the list does not have', { source: 'fair' }, []],
		['a field that the list does not have and is cleared', { source: null }, []],
		['a status', { status: 'lost' }, []],
		['the case of a tag', { tags: ['vip', 'fair'] }, []],
		['tags that are replaced', { tags: ['VIP'] }, []],
		['tags by another one', { tags: ['new'] }, ['tags']],
		['metadata by a new key', { metadata: { utm: 'a', medium: 'b' } }, []],
		['metadata by a value of another type', { metadata: { size: '5' } }, []],
		['metadata by a key that is cleared', { metadata: { utm: null } }, []],
		['custom fields that are replaced', { customFields: { budget: 5000 } }, []],
		['custom fields by a key that is cleared', { customFields: { plan: null } }, []],
		['custom fields by another value', { customFields: { plan: 'Free' } }, ['customFields']],
	])('%s', (_, sent, addTo) => {
		expect(changedFields(sent, addTo)).toEqual(Object.keys(sent));
	});

	it('what cannot be added to', () => {
		expect(findChanges({ tags: ['a'] }, { tags: { a: 1 } }, ['tags'])).toHaveLength(1);
		expect(findChanges({ customFields: { a: 1 } }, { customFields: 'a' }, ['customFields'])).toHaveLength(1);
	});

	it('a custom field that is empty to one that reads like nothing', () => {
		expect(findChanges({ customFields: { a: 'null' } }, { customFields: { a: null } })).toHaveLength(1);
	});

	it('metadata that is a text, by a key that is cleared', () => {
		expect(findChanges({ metadata: { a: null } }, { metadata: 'a' })).toHaveLength(1);
	});

	it('a field from its old to its new value', () => {
		expect(findChanges({ name: 'Ann Li', tags: ['vip', 'new'] }, existing, ['tags'])).toEqual([
			{ field: 'name', from: 'Ann Lee', to: 'Ann Li' },
			{ field: 'tags', from: ['VIP', 'fair'], to: ['VIP', 'fair', 'new'] },
		]);
	});
});

/** Changes the form of what is stored, as a service may. */
const FORMS: Record<string, (lead: Fields) => Fields> = {
	'as it is sent': (lead) => lead,
	'trimmed, with emails in small letters and custom fields as text': (lead) => {
		const { email, customFields, tags = [], ...rest } = lead;
		const trimmed = Object.entries(rest).map(([field, value]) => [
			field,
			typeof value === 'string' ? value.trim() : value,
		]);
		return {
			...(Object.fromEntries(trimmed) as Fields),
			email: String(email).trim().toLowerCase(),
			...(customFields ? { customFields: asTexts(customFields) } : {}),
			tags: [...new Set(tags as string[])].sort(),
		};
	},
};

function asTexts(value: object): Fields {
	return Object.fromEntries(
		Object.entries(value).map(([key, one]) => [key, Object(one) === one ? asTexts(one as object) : String(one)]),
	);
}

/** Returns a service that stores leads as the sandbox does. */
function serviceOf(profile: Profile, reform: (lead: Fields) => Fields) {
	const store = (lead: object) => reform(lead as Fields) as unknown as StoredLead;
	const base = {
		id: 'lead_1',
		createdAt: 'c',
		updatedAt: 'u',
		workspaceId: 'w',
		chatbotId: 'cb',
		...profile.beginning,
	};
	return {
		create: (lead: Fields) => store({ ...base, ...profile.newLead.parse(lead) }),
		update: (lead: StoredLead, changes: Fields) =>
			store({ ...lead, ...profile.merge(lead, profile.leadChanges.parse(changes)) }),
		show: (lead: StoredLead) => JSON.parse(JSON.stringify(profile.showLead(lead))) as Fields,
	};
}

const word = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'A', '1', 'é', ' ') });
const leaf = fc.oneof(word, fc.integer({ min: 0, max: 2 }), fc.boolean());
const keys = (value: fc.Arbitrary<unknown>) =>
	fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), value, { maxKeys: 2 });
const row = fc.record(
	{
		name: word.map((name) => `x${name}`),
		email: fc.constantFrom('ann@example.com', 'Ann@Example.com'),
		phone: fc.oneof(word, fc.integer({ min: 0, max: 2 })),
		status: fc.constantFrom('new', 'NEW', 'Lost', 'lost'),
		urgency: fc.constantFrom('low', 'HIGH'),
		tags: fc.array(word, { maxLength: 2 }),
		metadata: keys(fc.oneof(leaf, keys(leaf), fc.array(leaf, { maxLength: 2 }))),
		customFields: keys(fc.oneof(leaf, keys(leaf))),
	},
	{ requiredKeys: ['name', 'email'] },
);
const addTo = fc.subarray(mergeableFields.map(([field]) => field));
const clean = (raw: Fields) => cleanLead(raw).value ?? {};
/** Merges as the update does that is sent. */
const join = (sent: Fields, lead: Fields, fields: string[]) =>
	mergeChanges(sent, lead, fieldsToMerge(sent, fields)).value ?? {};

describe.each(Object.keys(FORMS))('in a service that stores values %s', (form) => {
	it.each(Object.values(PROFILES).map((profile) => [profile.name, profile] as const))(
		'of profile %s, the updates that change nothing are known, and no others',
		(_, profile) => {
			const { create, update, show } = serviceOf(profile, FORMS[form] ?? ((lead) => lead));
			/** What counts as the same: texts as people read them, and tags in any order. */
			const same = ({ tags, customFields, email, ...lead }: Fields) => ({
				...lead,
				email: String(email).toLowerCase(),
				status: String(lead.status).toLowerCase(),
				tags: [...new Set(tags as string[])].sort(),
				customFields: customFields && asTexts(customFields),
			});
			let kept = 0;
			fc.assert(
				fc.property(row, row, fc.subarray(Object.keys(FIELDS_TO_KEEP)), addTo, (first, second, own, fields) => {
					const stored = create(clean(first));
					// Some fields of the row are those that are stored.
					const sent = clean({ ...second, ...pick(first, own) });
					const before = show(stored);
					const after = show(update(stored, join(sent, before, fields)));
					const changes = findChanges(sent, before, fields);
					if (changes.length === 0) {
						kept += 1;
						expect(same(after)).toEqual(same(before));
					}
					// After the update nothing is left to change, but for what the service does not show.
					const left = findChanges(sent, after, fields).filter(({ field }) => after[field] !== undefined);
					expect(left).toEqual([]);
				}),
				{ numRuns: propertyRuns(1000) },
			);
			// Among a mutant's hundred cases there may be none.
			expect(kept).toBeGreaterThan(propertyRuns(1000) / 100 - 2);
		},
	);
});

const FIELDS_TO_KEEP = { name: 1, email: 1, phone: 1, status: 1, urgency: 1, tags: 1, metadata: 1, customFields: 1 };

function pick(fields: Fields, names: readonly string[]): Fields {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
