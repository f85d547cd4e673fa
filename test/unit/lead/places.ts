import { sourceOf } from '~/test/unit/parameters/source';
import { readMoment } from '~/nodes/PollyBot/parameters/moment';
import { readMetadataOf } from '~/nodes/PollyBot/parameters/pairs';
import { updateFields } from '~/nodes/PollyBot/parameters/updateFields';
import { autoMap } from '~/nodes/PollyBot/mapping/autoMap';
import { mergeChanges, readChanges } from '~/nodes/PollyBot/lead/changes';
import { unpackForm } from '~/nodes/PollyBot/mapping/forms/unpack';
import { cleanLead, leadJson, type RawLead } from '~/nodes/PollyBot/lead/lead';
import { readTexts } from '~/nodes/PollyBot/lead/cell';
import { findLoss, isSameLead } from '~/nodes/PollyBot/lead/compare';
import { MappingReport } from '~/nodes/PollyBot/mapping/mappingReport';
import { selectFields } from '~/nodes/PollyBot/lead/outputFields';

const PERSON = { email: 'ann@example.com' };

/** Does everything that is done to a row before it is sent. */
export function mapRow(row: object, ignore: readonly string[] = [], report = new MappingReport()): unknown {
	const { fields, from } = unpackForm(row);
	report.note(fields, ignore, 'metadata', from);
	const raw = autoMap(fields, ignore);
	return raw.ok ? clean(raw.value.lead) : raw;
}

function clean(raw: RawLead): unknown {
	const lead = cleanLead(raw);
	return lead.ok ? leadJson(lead.value) : lead;
}

/** Does everything that is done to a lead and the response about it. */
export function compare(value: unknown): unknown {
	const texts = { email: value, phone: value, source: value, status: value };
	const sent = { ...texts, tags: value, metadata: value, customFields: value };
	const stored = { ...sent };
	return [
		isSameLead(sent, stored),
		findLoss(sent, stored),
		findLoss(sent, { metadata: { a: 1 }, customFields: { a: 1 } }),
		mergeChanges(sent, stored, ['tags', 'customFields']),
	];
}

/** Returns an item of n8n's Webhook node. */
export function call(body: unknown): object {
	return { headers: {}, params: {}, query: {}, body };
}

const form = (...answers: object[]) => ({ fields: [{ label: 'Email', value: 'ann@example.com' }, ...answers] });
const fieldsOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'x']));

/** The places of a row and a response where one long text may be. */
export const WITH_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
	'a heading and its cell': (text) => mapRow({ ...PERSON, [text]: text }),
	'an ignored heading': (text) => mapRow({ ...PERSON, [text]: 1 }, ['Fax', text]),
	'the halves of a name': (text) => mapRow({ Vorname: text, Name: `x ${text}` }),
	'a field of a webhook': (text) => mapRow(call({ ...PERSON, [text]: text, [`a${text}`]: { [text]: [text] } })),
	'the body of a webhook': (text) => [mapRow(call(text)), mapRow(call(`email=${text}`))],
	'the label of an answer': (text) => mapRow(form({ label: text, value: true }, { label: `${text})`, value: true })),
	'a cell for each field': (text) => [
		clean({ name: text, email: text, phone: text, status: text, tags: text, metadata: text }),
		clean({ name: text, ...PERSON, status: text, tags: text }),
	],
	'an update': (text) => [
		updateFields.read(sourceOf({ updateFields: { tags: text, clear: text } })),
		readChanges({}, [text, `metadata.${text}`]),
	],
	'a list': (text) => [readTexts(text), readTexts(`"${text}"`)],
	'a pair': (text) =>
		['string', 'number', 'boolean'].map((type) =>
			readMetadataOf(undefined, { assignments: [{ name: text, value: text, type }] }),
		),
	'a date': (text) => readMoment(text, 'UTC'),
	'an output field': (text) => selectFields({ id: '1', a: { a: { a: 1 } } }, { selected: [text] }),
	'a stored value': (text) => [compare(text), compare([text]), compare({ [text]: text })],
};

/** What long texts are made of. */
export const UNITS = [
	...['a', ' ', 'w ', 'a, ', '"', '"",', ',"', "'", '[', '[b]', '{"a":', '(required)', ' (', '*.', '1.', '-', '1'],
	...['mailto:', '<', '<a@b', 'a@b,', '"a,', '\u{1bca0}'],
	...['@', '<"a@b.c>', '\\"', 'a=b&', 'a.', '\u200b', '\u200b ', '\u200d\u{1f600}', '\ufe0f', '\ud800', '\u0000'],
	// Marks in another order than Unicode's, and a word in one character.
	...['\u0315\u0300', '\uff9e\u302a', 'ﷺ'],
];

/** The places of a row and a response where there may be many things. */
export const WITH_NAMES: Readonly<Record<string, (names: readonly string[]) => unknown>> = {
	headings: (names) => mapRow({ ...PERSON, ...fieldsOf(names) }),
	'ignored headings': (names) => mapRow({ ...PERSON, ...fieldsOf(names) }, names),
	'words of a name': (names) => mapRow({ Vorname: names.join(' '), Name: `x ${[...names].reverse().join(' ')}` }),
	'fields of a webhook': (names) => mapRow(call({ ...PERSON, ...fieldsOf(names) })),
	'nested fields of a form': (names) =>
		mapRow(call({ ...PERSON, ...fieldsOf(names.map((name) => `fields[${name}][value]`)) })),
	'answers to one question': (names) => mapRow(form(...names.map((value) => ({ label: 'Food', value })))),
	'answers that are options': (names) =>
		mapRow(form(...names.map((name) => ({ label: `${name} (${name})`, value: true })))),
	'options of an answer': (names) =>
		mapRow(form({ label: 'Food', value: names, options: names.map((id) => ({ id, text: id })) })),
	'questions of Typeform': (names) => {
		const answers = names.map((id) => ({ type: 'email', email: id, field: { id } }));
		return mapRow({ form_response: { definition: { fields: names.map((id) => ({ id, title: 'Email' })) }, answers } });
	},
	'tags and keys': (names) => clean({ name: 'Ann', ...PERSON, tags: names, metadata: fieldsOf(names) }),
	'keys to clear': (names) =>
		readChanges(
			{ metadata: fieldsOf(names) },
			names.map((name) => `metadata.x${name}`),
		),
	'keys to return': (names) =>
		selectFields({ id: '1', metadata: fieldsOf(names) }, { selected: names.map((name) => `metadata.${name}`) }),
	'fields to return': (names) => selectFields({ id: '1', ...fieldsOf(names) }, { selected: names }),
	'stored entries': (names) => compare(names),
	'stored keys': (names) => compare(fieldsOf(names)),
};
