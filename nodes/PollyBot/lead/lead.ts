import type { Json } from '../json';
import { ok, type Result } from '../result';
import { jsonOf, readText, type Reader } from './cell';
import { readEmail } from './email';
import { leadFields, newLeadFields, type Choices, type FieldName, type LeadField } from './fields';
import { invalid, quoteField, readField, type Invalid } from './invalid';
import { readTexts } from './list';
import { readObject } from './metadata';
import { readStatus } from './status';

/** The fields of a lead as they were mapped, before they are cleaned. */
export type RawLead = Readonly<Partial<Record<FieldName, unknown>>>;

/** Cleans the value of a field before it is sent, by the field's kind. */
const READERS: Readonly<Record<LeadField['kind'], Reader<unknown>>> = {
	text: readText,
	longText: readText,
	email: readEmail,
	choice: readText,
	status: readStatus,
	list: readTexts,
	json: readObject,
	pairs: readObject,
};

/** Makes a reader of one of some values, in whatever case it is written. PollyBot may know others: they stay as they are. */
export function readChoice(choices: Choices): Reader<string> {
	const known = Object.keys(choices);
	return (value) => {
		const text = readText(value);
		if (!text.ok) return text;
		return ok(known.find((choice) => choice.toLowerCase() === text.value.toLowerCase()) ?? text.value);
	};
}

/** Fields that some systems give as `false` or 0 where they are empty. */
const OF_A_PERSON: ReadonlySet<string> = new Set<FieldName>(['name', 'email', 'phone']);

function unlessOff(read: Reader<unknown>): Reader<unknown> {
	return (value) => read(value === false || value === 0 ? '' : value);
}

const FIELD_READERS = new Map(
	leadFields.map(([name, { kind, choices }]) => {
		const read = kind === 'choice' && choices ? readChoice(choices) : READERS[kind];
		return [name, OF_A_PERSON.has(name) ? unlessOff(read) : read];
	}),
);

/**
 * Cleans a new lead, or says which field keeps it from being sent.
 *
 * @param needsEmail whether a lead without an email is rejected
 * @returns the fields that are not empty, in the order of the table
 */
export function cleanLead(raw: RawLead, needsEmail = true): Result<Json, Invalid> {
	return clean(newLeadFields, raw, needsEmail ? ['name', 'email'] : ['name']);
}

/** Cleans what is to be changed in a lead: no field is required. */
export function cleanChanges(raw: RawLead): Result<Json, Invalid> {
	return clean(leadFields, raw, []);
}

function clean(fields: typeof leadFields, raw: Json, required: readonly string[]): Result<Json, Invalid> {
	const filled: Array<[string, unknown]> = [];
	for (const [name] of fields) {
		const given = Object.hasOwn(raw, name) ? raw[name] : undefined;
		const cleaned = readField(name, given, FIELD_READERS.get(name) ?? readText);
		if (!cleaned.ok) return cleaned;
		const { value } = cleaned;
		const isEmpty = value === '' || value === undefined || (Array.isArray(value) && value.length === 0);
		if (!isEmpty) filled.push([name, value]);
		else if (required.includes(name)) {
			const advice = 'is empty, and every lead needs it. Fill it in, or map another field to it in the node.';
			return invalid(name, given, `${quoteField(name)} ${advice}`);
		}
	}
	return ok(Object.fromEntries(filled));
}

/** Returns the fields as JSON has them: a date as text, and nothing that is undefined. */
export function leadJson(lead: Json): Result<Json, Invalid> {
	const text = jsonOf(lead);
	if (text !== undefined) return ok(JSON.parse(text) as Json);
	const odd = Object.entries(lead).find(([, part]) => part !== undefined && jsonOf(part) === undefined);
	const [field, value] = odd ?? ['metadata', undefined];
	return invalid(
		field,
		value,
		`${quoteField(field)} contains something that JSON cannot: a BigInt, an object that contains itself, or one that is nested too deeply.`,
	);
}
