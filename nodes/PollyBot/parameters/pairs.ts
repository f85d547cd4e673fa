import { validateFieldType, type FieldType } from 'n8n-workflow';
import { z } from 'zod';
import { readBoolean } from '../lead/boolean';
import { asText, isEmptyCell, jsonOf } from '../lead/cell';
import { quoteHidden, strip } from '../text';
import { mergeMetadata, metadataOf, readMetadata } from '../lead/metadata';
import type { Json } from '../json';
import { invalid, quoteField, type Invalid } from '../lead/invalid';
import { ok, type Result } from '../result';

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

/** The parameters that hold pairs, each with what one of its keys is called. */
const WORDS = { metadata: 'metadata', customFieldPairs: 'custom field' } as const;

type PairsField = keyof typeof WORDS;

/**
 * Metadata or custom fields as typed pairs: each value is brought to the type that the user chose for it. An expression in
 * place of the pairs may give the object itself.
 *
 * @param field the name of the parameter
 */
export function readPairs(parameter: unknown, field: PairsField = 'metadata'): Result<Json | undefined, Invalid> {
	const parsed = pairsSchema.safeParse(parameter);
	if (!parsed.success) {
		const given = readMetadata(parameter, field);
		return given.ok ? ok(mergeMetadata(given.value)) : given;
	}
	const pairs: Array<[string, unknown]> = [];
	for (const { name, value, type } of parsed.data.assignments) {
		if (isEmptyCell(value)) continue;
		if (name === '')
			return invalid(field, value, `A pair in the field ${quoteField(field)} has a value and no name. Give it a name.`);
		const typed = toType(field, name, value, type);
		if (!typed.ok) return typed;
		pairs.push([name, typed.value]);
	}
	return ok(metadataOf(pairs));
}

/** Brings a value that is not empty to the type that was chosen for it; without one it stays as it is. */
function toType(field: PairsField, name: string, value: unknown, chosen: string): Result<unknown, Invalid> {
	const type = TYPES.find((known) => known === chosen);
	if (type === undefined) return ok(value);
	const typed = READERS[type](value);
	if (typed !== undefined) return ok(typed);
	return invalid(
		`${field}.${name}`,
		value,
		`The ${WORDS[field]} "${name}"${quoteHidden(value)} should be of type ${type}, but is not. Change its value or its type.`,
	);
}

/** What each type makes of a value; undefined when it is not of that type. */
const READERS: Readonly<Record<(typeof TYPES)[number], (value: unknown) => unknown>> = {
	string: toText,
	// n8n would make a number of a list or a date as well.
	number: (value) => (typeof value === 'object' ? undefined : parsed(value, 'number')),
	boolean: (value) => readBoolean(value, undefined),
	array: (value) => parsed(value, 'array'),
	object: (value) => parsed(value, 'object'),
};

function parsed(value: unknown, type: (typeof TYPES)[number]): unknown {
	const result = validateFieldType('value', typeof value === 'string' ? strip(value) : value, type);
	return result.valid ? result.newValue : undefined;
}

/** A date becomes its ISO text, a list or an object its JSON text; undefined when it has none. */
function toText(value: unknown): string | undefined {
	if (typeof value !== 'object') return asText(value);
	const text = jsonOf(value);
	const plain: unknown = text === undefined ? undefined : JSON.parse(text);
	return typeof plain === 'string' ? plain : text;
}
