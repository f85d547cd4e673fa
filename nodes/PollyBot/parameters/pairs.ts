import { isObject, ownValue, type Json } from '../json';
import { validateFieldType, type FieldType, type INodeProperties } from 'n8n-workflow';
import { quoteHidden, strip } from '../text';
import { asText, isEmptyCell, jsonOf, mergeMetadata, metadataOf, readBoolean, readJson } from '../lead/cell';
import { invalid, type Invalid } from '../lead/lead';
import { ok, type Result } from '../result';
import { rejectValue, type Named } from './parameter';

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

export const readMetadataOf = readerOf(metadataJson, metadataPairs);

export const readCustomFieldsOf = readerOf(
	{ name: 'customFields', displayName: 'Custom Fields (JSON)' },
	customFieldPairs,
);

/** Makes a reader of what is given as JSON and as pairs: the pairs win, name by name. */
function readerOf(ofJson: Named, ofPairs: Named) {
	return (json: unknown, pairs: unknown): Result<Json | undefined, Invalid> => {
		const fromJson = readJson(json);
		if (!fromJson.ok) return rejectValue(ofJson, json, fromJson.error);
		const fromPairs = readPairs(ofPairs, pairs);
		return fromPairs.ok ? ok(mergeMetadata(fromJson.value, fromPairs.value)) : fromPairs;
	};
}

/**
 * Reads n8n's assignmentCollection, and brings each value to the type that the user chose for it. An expression instead
 * may give the object itself.
 */
function readPairs(property: Named, value: unknown): Result<Json | undefined, Invalid> {
	const assignments = ownValue(value, 'assignments');
	// A list may have holes, which `every` leaves out.
	const entries = Array.isArray(assignments) ? Array.from<unknown>(assignments) : [undefined];
	if (!entries.every(isObject)) {
		const given = readJson(value);
		return given.ok ? given : rejectValue(property, value, given.error);
	}
	const pairs: Array<readonly [string, unknown]> = [];
	for (const { name: key, value: given, type } of entries) {
		if (isEmptyCell(given)) continue;
		const name = ['string', 'number', 'boolean'].includes(typeof key) ? String(key) : '';
		if (name === '') return rejectValue(property, given, 'has a value without a name. Give it a name.');
		const read = READERS.get(asText(type));
		const typed = read ? read(given) : given;
		if (typed === undefined) {
			const message = `"${name}" in '${property.displayName}'${quoteHidden(given)} should be of type ${asText(type)}, but is not. Change its value or its type.`;
			return invalid(`${property.name}.${name}`, given, message);
		}
		pairs.push([name, typed]);
	}
	return ok(metadataOf(pairs));
}

/** By the type that is chosen; they return undefined for a value that is not of it. With another type it stays as it is. */
const READERS = new Map<string, (value: unknown) => unknown>([
	['string', toText],
	// n8n would make a number of a list or a date as well.
	['number', (value) => (typeof value === 'object' ? undefined : parse(value, 'number'))],
	['boolean', (value) => readBoolean(value, undefined)],
	['array', (value) => parse(value, 'array')],
	['object', (value) => parse(value, 'object')],
]);

function parse(value: unknown, type: FieldType): unknown {
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
