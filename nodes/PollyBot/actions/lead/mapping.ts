import { autoMap, hasHalfName, remainingFields } from '../../leads/autoMap';
import { readTexts } from '../../leads/list';
import { cleanLead, type NewLead, type RawLead } from '../../leads/lead';
import { mergeMetadata, readMetadata, type Metadata } from '../../leads/metadata';
import { accepted, checked, type Checked } from '../../leads/refusal';
import type { RunContext } from '../operation';
import type { ParameterReader } from '../parameters';
import { readBoolean } from '../readBoolean';
import { readPairs } from './metadataPairs';

/** A lead as its item gives it. */
export interface MappedLead {
	readonly lead: NewLead;
	/** Whether its name is only a first or only a last one: too little to replace that of a known lead. */
	readonly hasHalfName: boolean;
}

/**
 * The lead that an item makes, by the parameters of create and upsert.
 *
 * @param json the item's own fields; as a tool they are the agent's, and never part of a lead
 */
export function mapLead({ read, isTool }: RunContext, item: number, json: object): Checked<MappedLead> {
	const ignored = readIgnored(read, item);
	if (!ignored.ok) return ignored;
	const automatic = !isTool && read('dataToSend', item, 'defineBelow') === 'autoMapInputData';
	const raw = automatic ? autoMap(json, ignored.value) : defined(read, item, isTool ? {} : json, ignored.value);
	const lead = raw.ok ? cleanLead(raw.value) : raw;
	return lead.ok ? accepted({ lead: lead.value, hasHalfName: automatic && hasHalfName(json, ignored.value) }) : lead;
}

function readIgnored(read: ParameterReader, item: number): Checked<readonly string[]> {
	const given = read('inputsToIgnore', item, '');
	return checked('inputsToIgnore', given, readTexts(given));
}

function defined(read: ParameterReader, item: number, json: object, ignored: readonly string[]): Checked<RawLead> {
	const fields = readMetadata(read('additionalFields', item, {}), 'additionalFields');
	if (!fields.ok) return fields;
	const additional = fields.value ?? {};
	const customFields = readMetadata(additional.customFields, 'customFields');
	if (!customFields.ok) return customFields;
	const metadata = definedMetadata(read, item, json, ignored);
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
function definedMetadata(
	read: ParameterReader,
	item: number,
	json: object,
	ignored: readonly string[],
): Checked<Metadata | undefined> {
	const byHand =
		read('specifyMetadata', item, 'keypair') === 'json'
			? readMetadata(read('metadataJson', item, ''), 'metadataJson')
			: readPairs(read('metadata', item, {}));
	if (!byHand.ok) return byHand;
	const includes = readBoolean(read('options.includeRemaining', item, false), false);
	const remaining = includes ? remainingFields(json, ignored) : undefined;
	return accepted(mergeMetadata(remaining, byHand.value));
}
