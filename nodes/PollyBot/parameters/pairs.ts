import type { Json } from '../json';
import { validateFieldType, type FieldType, type INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { quoteHidden, strip } from '../text';
import { mergeMetadata, metadataOf, readBoolean, readJson } from '../lead/cell';
import { asText, isEmptyCell, jsonOf } from '../lead/cell';
import { failInvalid, type Failure } from '../messages/failure';
import { ok, type Result } from '../result';
import { rejectValue } from './parameter';

export const metadataPairs: INodeProperties = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'assignmentCollection',
	default: {},
	description:
		"Anything else to store with the lead. Drag input fields here. pollybot.app doesn't store metadata: use 'Custom Fields' there.",
};

export const metadataJson: INodeProperties = {
	displayName: 'Metadata (JSON)',
	name: 'metadataJson',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. {"utm_source": "google", "interests": ["product_a"]}',
	description: "Metadata as a JSON object. If a field is also in 'Metadata', the value there wins.",
};

export const customFieldPairs: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFieldPairs',
	type: 'assignmentCollection',
	default: {},
	description:
		"The values of your workspace's custom fields. Drag input fields here. If a field is also in 'Custom Fields (JSON)', the value here wins.",
};

/** Reads metadata that is given as JSON and as pairs: the pairs win, name by name. */
export function readMetadataOf(json: unknown, pairs: unknown): Result<Json | undefined, Failure> {
	return readBoth(metadataJson, json, metadataPairs, pairs);
}

/** Reads custom fields that are given as JSON and as pairs: the pairs win, name by name. */
export function readCustomFieldsOf(json: unknown, pairs: unknown): Result<Json | undefined, Failure> {
	return readBoth({ name: 'customFields', displayName: 'Custom Fields (JSON)' }, json, customFieldPairs, pairs);
}

/** What a sentence needs of a parameter. */
type Named = Pick<INodeProperties, 'name' | 'displayName'>;

function readBoth(ofJson: Named, json: unknown, ofPairs: Named, pairs: unknown): Result<Json | undefined, Failure> {
	const fromJson = readJson(json);
	if (!fromJson.ok) return rejectValue(ofJson, json, fromJson.error);
	const fromPairs = readPairs(ofPairs, pairs);
	return fromPairs.ok ? ok(mergeMetadata(fromJson.value, fromPairs.value)) : fromPairs;
}

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

/** Brings each value to the type that the user chose for it. An expression instead of the pairs may give the object itself. */
function readPairs(property: Named, value: unknown): Result<Json | undefined, Failure> {
	const parsed = pairsSchema.safeParse(value);
	if (!parsed.success) {
		const given = readJson(value);
		return given.ok ? given : rejectValue(property, value, given.error);
	}
	const pairs: Array<readonly [string, unknown]> = [];
	for (const pair of parsed.data.assignments) {
		if (isEmptyCell(pair.value)) continue;
		if (pair.name === '') return rejectValue(property, pair.value, 'has a value without a name. Give it a name.');
		const typed = toType(pair.value, pair.type);
		if (typed === undefined) return rejectType(property, pair);
		pairs.push([pair.name, typed]);
	}
	return ok(metadataOf(pairs));
}

function rejectType({ name, displayName }: Named, pair: { name: string; value?: unknown; type: string }) {
	const message = `"${pair.name}" in '${displayName}'${quoteHidden(pair.value)} should be of type ${pair.type}, but is not. Change its value or its type.`;
	return failInvalid({ field: `${name}.${pair.name}`, value: pair.value, message });
}

const TYPES = ['string', 'number', 'boolean', 'array', 'object'] as const satisfies readonly FieldType[];

/** Returns undefined for a value that is not of the type; without a type that is known it stays as it is. */
function toType(value: unknown, chosen: string): unknown {
	const type = TYPES.find((known) => known === chosen);
	return type === undefined ? value : READERS[type](value);
}

const READERS: Readonly<Record<(typeof TYPES)[number], (value: unknown) => unknown>> = {
	string: toText,
	// n8n would make a number of a list or a date as well.
	number: (value) => (typeof value === 'object' ? undefined : parse(value, 'number')),
	boolean: (value) => readBoolean(value, undefined),
	array: (value) => parse(value, 'array'),
	object: (value) => parse(value, 'object'),
};

function parse(value: unknown, type: (typeof TYPES)[number]): unknown {
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
