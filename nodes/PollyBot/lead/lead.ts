import { z } from 'zod';
import { fail, ok, type Result } from '../result';
import { jsonOf } from './cell';
import { leadFields, newLeadFields, readChoice, READERS, type FieldName } from './fields';
import type { Metadata } from './metadata';
import { invalid, type Invalid, type Reader } from './reading';
import { quoteField } from './labels';

/** The fields of a lead as they were mapped, before they are cleaned. */
export type RawLead = Readonly<Partial<Record<FieldName, unknown>>>;

/** The cleaned fields of a lead, as they are sent. */
export type CleanLead = Readonly<Record<string, unknown>>;

/** Fields that some systems give as `false` or 0 where they are empty. */
const OF_A_PERSON: ReadonlySet<string> = new Set<FieldName>(['name', 'email', 'phone']);

const newLeadSchema = z.object(shapeOf(newLeadFields, required));

/** For leads that are reached by phone or Discord: an email that is there is judged as always. */
const emailOptionalSchema = newLeadSchema.extend({ email: readBy(optional(unlessOff(READERS.email))) });

const changesSchema = z.object(shapeOf(leadFields, optional));

/**
 * Cleans a new lead, or says which field keeps it from being sent.
 *
 * @param needsEmail whether a lead without an email is refused
 */
export function cleanLead(raw: RawLead, needsEmail = true): Result<CleanLead, Invalid> {
	return clean(needsEmail ? newLeadSchema : emailOptionalSchema, raw);
}

/** Cleans what is to be changed in a lead: no field is required. */
export function cleanChanges(raw: RawLead): Result<CleanLead, Invalid> {
	return clean(changesSchema, raw);
}

/** Returns the fields as JSON has them: a date as text, and nothing that is undefined. */
export function leadJson(lead: CleanLead): Result<Metadata, Invalid> {
	const text = jsonOf(lead);
	if (text !== undefined) return ok(JSON.parse(text) as Metadata);
	const odd = Object.entries(lead).find(([, part]) => part !== undefined && jsonOf(part) === undefined);
	const [field, value] = odd ?? ['metadata', undefined];
	return invalid(
		field,
		value,
		`The field ${quoteField(field)} contains something that JSON cannot: a BigInt, an object that contains itself, or one that is nested too deeply.`,
	);
}

function shapeOf(fields: typeof leadFields, demand: (read: Reader<unknown>) => Reader<unknown>) {
	return Object.fromEntries(
		fields.map(([name, { kind, choices, isRequired }]) => {
			const read = kind === 'choice' && choices ? readChoice(choices) : READERS[kind];
			return [name, readBy((isRequired ? demand : optional)(OF_A_PERSON.has(name) ? unlessOff(read) : read))];
		}),
	);
}

function unlessOff(read: Reader<unknown>): Reader<unknown> {
	return (value) => read(value === false || value === 0 ? '' : value);
}

/**
 * A field that is read by one function. No further zod step may follow: zod runs the next step even after a failed one, on
 * a value that it does not expect.
 */
function readBy(read: Reader<unknown>) {
	return z.unknown().transform((value, context) => {
		const reading = read(value);
		if (reading.ok) return reading.value;
		context.addIssue({ code: 'custom', message: reading.error });
		return z.NEVER;
	});
}

function optional(read: Reader<unknown>): Reader<unknown> {
	return (value) => {
		const reading = read(value);
		const isEmpty =
			reading.ok && (reading.value === '' || (Array.isArray(reading.value) && reading.value.length === 0));
		return isEmpty ? ok(undefined) : reading;
	};
}

function required(read: Reader<unknown>): Reader<unknown> {
	return (value) => {
		const reading = read(value);
		return reading.ok && reading.value === ''
			? fail('is empty, and every lead needs it. Fill it in, or map another field to it in the node.')
			: reading;
	};
}

/** What a schema makes of the fields, or the first one that cannot be right. */
function clean(schema: z.ZodType<CleanLead, z.ZodTypeDef, unknown>, raw: RawLead): Result<CleanLead, Invalid> {
	const parsed = schema.safeParse(raw);
	if (parsed.success) return ok(parsed.data);
	const issue = parsed.error.issues[0];
	const field = String(issue?.path[0] ?? 'lead');
	const value = Object.entries(raw).find(([name]) => name === field)?.[1];
	return invalid(field, value, `The field ${quoteField(field)} ${issue?.message ?? 'cannot be sent.'}`);
}
