import type { Json } from '../json';
import { fail, ok, type Failed, type Result } from '../result';
import { isEmptyCell, jsonOf, readObject, readText, readTexts, type Reader, type Reading } from './cell';
import { readEmail } from './email';
import { fieldAt, leadFields, newLeadFields, type Choices, type FieldName, type LeadField } from './fields';

/** The fields of a lead as they were mapped, before they are cleaned. */
export type RawLead = Readonly<Partial<Record<FieldName, unknown>>>;

/** Why a row cannot be sent. `message` is a sentence that says what to do; `value` is what was found in the field. */
export interface Invalid {
	readonly field: string;
	readonly value?: unknown;
	readonly message: string;
}

export function invalid(field: string, value: unknown, message: string): Failed<Invalid> {
	return fail({ field, value, message });
}

/**
 * Names a field for a sentence as the panel does: `'Phone'`, and a place in it `'Tags' ("tags.3")`. What no label is known
 * for is quoted as it is: `"owner"`.
 *
 * @param place the name of a field, or a place in one as the service names it
 */
export function quoteField(place: string): string {
	const [name, field] = fieldAt(place);
	if (!field) return `"${place}"`;
	return place === name ? `'${field.label}'` : `'${field.label}' ("${place}")`;
}

/** Reads the value of a field, which the error names. */
export function readField<T>(name: string, value: unknown, read: Reader<T>): Result<T, Invalid> {
	const reading = read(value);
	return reading.ok ? reading : invalid(name, value, `${quoteField(name)} ${reading.error}`);
}

/** Makes a reader of one of some values, in any spelling: `Follow Up`. PollyBot may know others: they stay as they are. */
export function readChoice(choices: Choices): Reader<string> {
	const spell = (text: string) => text.toLowerCase().replace(/[\s-]+/g, '_');
	const known = new Map(Object.keys(choices).map((choice) => [spell(choice), choice]));
	return (value) => {
		const text = readText(value);
		return text.ok ? ok(known.get(spell(text.value)) ?? text.value) : text;
	};
}

/** A phone number without the mark that an export puts before it: `p:+49…` (Meta), `tel:`, a spreadsheet's apostrophe. */
function readPhone(value: unknown): Reading<string> {
	const text = readText(value);
	return text.ok ? ok(text.value.replace(/^(?:p:|tel:|')\s*(?=[+(\d])/i, '')) : text;
}

/** How the kinds of fields are read that are not text. */
const READERS: Readonly<Partial<Record<LeadField['kind'], Reader<unknown>>>> = {
	email: readEmail,
	phone: readPhone,
	list: readTexts,
	json: readObject,
	pairs: readObject,
};

const FIELD_READERS = new Map<string, Reader<unknown>>(
	leadFields.map(([name, { kind, choices }]) => [name, choices ? readChoice(choices) : (READERS[kind] ?? readText)]),
);

/** Fields that some systems give as `false` or 0 where they are empty. */
const OF_A_PERSON: ReadonlySet<string> = new Set<FieldName>(['name', 'email', 'phone']);

/**
 * Cleans a new lead, or says which field keeps it from being sent.
 *
 * @param required the fields that must not be empty
 * @param fields those that are sent, in this order
 * @returns the fields that are not empty
 */
export function cleanLead(
	raw: RawLead,
	required: readonly string[] = ['name', 'email'],
	fields: typeof leadFields = newLeadFields,
): Result<Json, Invalid> {
	const given: Json = raw;
	const filled: Array<[string, unknown]> = [];
	for (const [name] of fields) {
		const value = given[name];
		const isOff = (value === false || value === 0) && OF_A_PERSON.has(name);
		const isGiven = !isOff && value !== undefined && value !== '';
		const cleaned = isGiven ? readField(name, value, FIELD_READERS.get(name) ?? readText) : ok(undefined);
		if (!cleaned.ok) return cleaned;
		if (!isEmptyCell(cleaned.value)) filled.push([name, cleaned.value]);
		else if (required.includes(name)) {
			const advice = 'is empty, and every lead needs it. Fill it in, or map another field to it in the node.';
			return invalid(name, value, `${quoteField(name)} ${advice}`);
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
		`${quoteField(field)} contains a value that cannot be sent as JSON: a BigInt, an object that contains itself, or one nested too deeply. Remove it.`,
	);
}
