import type { INodeProperties } from 'n8n-workflow';
import { mergeMetadata, readMetadata } from '../lead/metadata';
import type { Json } from '../json';
import type { Invalid } from '../lead/invalid';
import { ok, type Result } from '../result';
import { readPairs } from './pairs';

/** Custom fields as typed pairs, in the collections that also offer them as JSON. */
export const customFieldPairs: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFieldPairs',
	type: 'assignmentCollection',
	default: {},
	description:
		"The values of your workspace's custom fields. Drag input fields here. A key that is also in 'Custom Fields (JSON)' has the value given here.",
};

/** The custom fields that a collection holds, as JSON and as pairs: the pairs win key by key. */
export function readCustomFields(collection: {
	readonly customFields?: unknown;
	readonly customFieldPairs?: unknown;
}): Result<Json | undefined, Invalid> {
	const json = readMetadata(collection.customFields, 'customFields');
	if (!json.ok) return json;
	const pairs = readPairs(collection.customFieldPairs, 'customFieldPairs');
	return pairs.ok ? ok(mergeMetadata(json.value, pairs.value)) : pairs;
}
