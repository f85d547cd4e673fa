import { z } from 'zod';
import { jsonOf, readAs, readText, unreadable, type Reading } from './cell';
import { readEmail } from './email';
import { readTexts } from './list';
import { readObject, type Metadata } from './metadata';
import { accepted, refused, type Checked } from './refusal';
import { cleanStatus } from './status';

/**
 * A field that is read by one function. Nothing comes after it: of several steps zod takes the next one even where the
 * one before has failed, and it would fail on a value that it was not made for.
 */
function readBy<T>(read: (value: unknown) => Reading<T>) {
	return z.unknown().transform((value, context): T => {
		const reading = read(value);
		if (reading.ok) return reading.value;
		context.addIssue({ code: 'custom', message: reading.why });
		return z.NEVER;
	});
}

/** Text that may be absent: empty becomes undefined. */
function optional(read: (value: unknown) => Reading<string>): (value: unknown) => Reading<string | undefined> {
	return (value) => {
		const text = read(value);
		return text.ok && text.value === '' ? readAs(undefined) : text;
	};
}

function required(read: (value: unknown) => Reading<string>): (value: unknown) => Reading<string> {
	return (value) => {
		const text = read(value);
		return text.ok && text.value === ''
			? unreadable('is empty, and every lead needs it. Fill it in, or map another field to it in the node.')
			: text;
	};
}

function readStatus(value: unknown): Reading<string> {
	const status = readText(value);
	return status.ok ? readAs(cleanStatus(status.value)) : status;
}

function readTags(value: unknown): Reading<string[] | undefined> {
	const tags = readTexts(value);
	return tags.ok && tags.value.length === 0 ? readAs(undefined) : tags;
}

const optionalText = readBy(optional(readText));

/**
 * What is sent to create a lead. Parsing cleans: what is invisible around texts goes, empty optional fields are left out.
 * Source: PollyBot Leads API v1.0, Create Lead; from `company` on, the newer fields.
 */
export const leadSchema = z.object({
	name: readBy(required(readText)),
	email: readBy(required(readEmail)),
	phone: optionalText,
	source: optionalText,
	status: readBy(optional(readStatus)),
	metadata: readBy(readObject),
	company: optionalText,
	customFields: readBy(readObject),
	discord: optionalText,
	message: optionalText,
	preferredMethod: optionalText,
	tags: readBy(readTags),
	urgency: optionalText,
});

/** What is sent to update a lead: the fields of a new one, and none of them is required. */
export const changesSchema = leadSchema.extend({ name: optionalText, email: readBy(optional(readEmail)) });

/** A cleaned lead, as the body of a create request. Absent fields are undefined. */
export type NewLead = z.infer<typeof leadSchema>;

/** The fields of a lead as they were mapped, before they are cleaned. */
export type RawLead = { readonly [Field in keyof NewLead]?: unknown };

/** Cleans a lead, or says which field keeps it from being sent. */
export function cleanLead(raw: RawLead): Checked<NewLead> {
	return cleaned(leadSchema, raw);
}

/** What a schema makes of the fields, or its refusal of the first one that cannot be right. */
export function cleaned<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, raw: RawLead): Checked<T> {
	const parsed = schema.safeParse(raw);
	if (parsed.success) return accepted(parsed.data);
	const issue = parsed.error.issues[0];
	const field = String(issue?.path[0] ?? 'lead');
	const value = Object.entries(raw).find(([name]) => name === field)?.[1];
	return refused(field, value, `The field "${field}" ${issue?.message ?? 'cannot be sent.'}`);
}

/**
 * The body of a create or update request. It is text, so that what goes over the wire is exactly this: request libraries drop keys
 * such as `constructor` from objects.
 */
export function leadBody(lead: NewLead | Metadata): Checked<string> {
	const body = jsonOf(lead);
	if (body !== undefined) return accepted(body);
	const [field, value] = Object.entries(lead).find(([, part]) => part !== undefined && jsonOf(part) === undefined) ?? [
		'metadata',
	];
	return refused(
		field,
		value,
		`The field "${field}" holds something that JSON cannot: a BigInt, or an object that contains itself.`,
	);
}
