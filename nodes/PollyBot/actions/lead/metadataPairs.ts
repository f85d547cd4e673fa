import { validateFieldType, type FieldType } from 'n8n-workflow';
import { z } from 'zod';
import { mergeMetadata, metadataOf, readMetadata, type Metadata } from '../../leads/metadata';
import { accepted, refused, type Checked } from '../../leads/refusal';

/** The value of an n8n parameter of type assignmentCollection. */
const pairsSchema = z.object({
	assignments: z.array(
		z.object({
			name: z.union([z.string(), z.number(), z.boolean()]).transform(String).catch(''),
			value: z.unknown(),
			type: z.string().catch(''),
		}),
	),
});

const TYPES = ['string', 'number', 'boolean', 'array', 'object'] as const satisfies readonly FieldType[];

/**
 * Metadata as typed pairs: each value is brought to the type that the user chose for it. An expression in place of the
 * pairs may give the metadata itself.
 */
export function readPairs(parameter: unknown): Checked<Metadata | undefined> {
	const parsed = pairsSchema.safeParse(parameter);
	if (!parsed.success) {
		const given = readMetadata(parameter);
		return given.ok ? accepted(mergeMetadata(given.value)) : given;
	}
	const pairs: Array<[string, unknown]> = [];
	for (const { name, value, type } of parsed.data.assignments) {
		if (value === undefined || (name === '' && value === '')) continue;
		if (name === '')
			return refused('metadata', value, 'A pair in the field "metadata" has a value and no name. Give it a name.');
		const typed = toType(name, value, type);
		if (!typed.ok) return typed;
		if (typed.value !== undefined) pairs.push([name, typed.value]);
	}
	return accepted(metadataOf(pairs));
}

/** An empty text is no number, boolean, list or object: such a pair is left out, where n8n would make it 0. */
function toType(name: string, value: unknown, chosen: string): Checked<unknown> {
	const type = TYPES.find((known) => known === chosen);
	if (value === null || type === undefined) return accepted(value);
	if (type === 'string') return accepted(toText(value));
	if (typeof value === 'string' && value.trim() === '') return accepted(undefined);
	const result = validateFieldType(name, value, type);
	if (result.valid) return accepted(result.newValue);
	return refused(
		`metadata.${name}`,
		value,
		`The metadata "${name}" should be of type ${type}, but is not. Change its value or its type.`,
	);
}

/** A date becomes its ISO text, a list or an object its JSON text. */
function toText(value: unknown): string {
	if (typeof value !== 'object') return String(value);
	const plain: unknown = JSON.parse(JSON.stringify(value));
	return typeof plain === 'string' ? plain : JSON.stringify(plain);
}
