import { z } from 'zod';
import { whyNoEmail } from './email';
import { metadataSchema, type Metadata } from './metadata';
import { accepted, refused, type Checked } from './refusal';
import { cleanStatus } from './status';

/**
 * Text without blanks around it; null and undefined are empty. A number or boolean becomes text: the phone column of
 * a spreadsheet is one of numbers.
 */
const text = z.unknown().transform((value, context): string => {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	context.addIssue({
		code: 'custom',
		message: 'must be text, but holds a list or an object. Map it to a single value.',
	});
	return z.NEVER;
});

const requiredText = text.pipe(
	z.string().min(1, 'is empty, and every lead needs it. Fill it in, or map another field to it in the node.'),
);

/** Text that may be absent: empty becomes undefined. */
export const optionalText = text.transform((value) => (value === '' ? undefined : value));

/** Text that may be an email address. */
export const emailSchema = requiredText.superRefine((value, context) => {
	const why = value === '' ? undefined : whyNoEmail(value);
	if (why)
		context.addIssue({ code: 'custom', message: `("${value}") is not an email address: it ${why}. Correct it.` });
});

const tags = z
	.unknown()
	.transform((value) =>
		Array.isArray(value) ? value : typeof value === 'object' ? (value ?? []) : String(value ?? '').split(','),
	)
	.pipe(z.array(text, { message: 'must be a list of tags, or text with commas between them.' }))
	.transform((all) => all.filter((tag) => tag !== ''))
	.transform((all) => (all.length === 0 ? undefined : all));

/**
 * What is sent to create a lead. Parsing cleans: blanks around texts go, empty optional fields are left out.
 * Source: PollyBot Leads API v1.0, Create Lead; from `company` on, the newer fields.
 */
export const leadSchema = z.object({
	name: requiredText,
	email: emailSchema,
	phone: optionalText,
	source: optionalText,
	status: optionalText.transform((status) => status && cleanStatus(status)),
	metadata: metadataSchema.optional(),
	company: optionalText,
	customFields: metadataSchema.optional(),
	discord: optionalText,
	message: optionalText,
	preferredMethod: optionalText,
	tags,
	urgency: optionalText,
});

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
	try {
		return accepted(JSON.stringify(lead));
	} catch {
		return refused(
			'metadata',
			undefined,
			'The field "metadata" holds something that JSON cannot: a BigInt, or an object that contains itself.',
		);
	}
}
