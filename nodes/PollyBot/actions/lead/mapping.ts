import { autoMap, remainingFields } from '../../leads/autoMap';
import { cleanLead, type NewLead, type RawLead } from '../../leads/lead';
import { mergeMetadata, readMetadata, type Metadata } from '../../leads/metadata';
import { accepted, type Checked } from '../../leads/refusal';
import type { RunContext } from '../operation';
import type { ParameterReader } from '../parameters';
import { readPairs } from './metadataPairs';

/**
 * The lead that an item makes, by the parameters of create and upsert.
 *
 * @param json the item's own fields; as a tool they are the agent's, and never part of a lead
 */
export function mapLead({ read, isTool }: RunContext, item: number, json: object): Checked<NewLead> {
	const raw =
		!isTool && read('dataToSend', item, 'defineBelow') === 'autoMapInputData'
			? autoMap(json, ignored(read, item))
			: defined(read, item, isTool ? {} : json);
	return raw.ok ? cleanLead(raw.value) : raw;
}

function ignored(read: ParameterReader, item: number): string {
	return String(read('inputsToIgnore', item, '') ?? '');
}

function defined(read: ParameterReader, item: number, json: object): Checked<RawLead> {
	const fields = readMetadata(read('additionalFields', item, {}), 'additionalFields');
	if (!fields.ok) return fields;
	const additional = fields.value ?? {};
	const customFields = readMetadata(additional.customFields, 'customFields');
	if (!customFields.ok) return customFields;
	const metadata = definedMetadata(read, item, json);
	if (!metadata.ok) return metadata;
	return accepted({
		...additional,
		customFields: mergeMetadata(customFields.value),
		name: read('name', item, ''),
		email: read('email', item, ''),
		phone: read('phone', item, ''),
		source: read('source', item, ''),
		status: read('status', item, ''),
		metadata: metadata.value,
	});
}

/** What is given by hand wins over the remaining input fields. */
function definedMetadata(read: ParameterReader, item: number, json: object): Checked<Metadata | undefined> {
	const byHand =
		read('specifyMetadata', item, 'keypair') === 'json'
			? readMetadata(read('metadataJson', item, ''), 'metadataJson')
			: readPairs(read('metadata', item, {}));
	if (!byHand.ok) return byHand;
	const includes = read('options.includeRemaining', item, false) === true;
	const remaining = includes ? remainingFields(json, ignored(read, item)) : undefined;
	return accepted(mergeMetadata(remaining, byHand.value));
}
