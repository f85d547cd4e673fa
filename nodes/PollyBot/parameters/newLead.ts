import type { Json } from '../json';
import { mergeMetadata, readJson, readText, readTexts, type Reading } from '../lead/cell';
import { topLevelFields } from '../lead/fields';
import { cleanLead, invalid, leadJson, quoteField, type Invalid, type RawLead } from '../lead/lead';
import { autoMap, remainingFields, type ExtraFields, type ExtraPlace } from '../mapping/autoMap';
import { namesPerson, unpackForm } from '../mapping/forms/unpack';
import { MappingReport } from '../mapping/mappingReport';
import { explainEmpty, explainNobody } from '../mapping/unmapped';
import type { Failure } from '../messages/failure';
import { fail, ok, type Result } from '../result';
import {
	additionalFields,
	allowMissingEmail,
	dataToSend,
	includeRemaining,
	inputsToIgnore,
	newLeadProperties,
	otherInputsToIgnore,
	storeExtraFieldsIn,
	type NoStatus,
} from './newLeadProperties';
import { metadataPairs, readCustomFieldsOf, readMetadataOf } from './pairs';
import { readNamed, toggle, type Parameter, type Source } from './parameter';
import { hideAsTool } from './properties';

export interface NewLead {
	/** Undefined only where leads without an email are allowed. */
	readonly email?: string;
	readonly lead: Json;
	/** What an update of an existing lead sends. */
	readonly update: Json;
}

const missingEmail = toggle(allowMissingEmail);
const otherFields = toggle(includeRemaining);

/**
 * The lead that an item makes: automatically, or field by field.
 *
 * @param noStatus what the panel says about a lead without a status
 * @param mayLackEmail whether leads without an email can be allowed
 */
export function newLead(noStatus: NoStatus, mayLackEmail: boolean): Parameter<NewLead> {
	return {
		fields: newLeadProperties(noStatus),
		options: [...(mayLackEmail ? [allowMissingEmail] : []), includeRemaining, otherInputsToIgnore, storeExtraFieldsIn],
		read(source) {
			const mayLack = mayLackEmail ? missingEmail.read(source) : ok(false);
			if (!mayLack.ok) return mayLack;
			const required = mayLack.value ? ['name'] : ['name', 'email'];
			const isAutomatic = !source.isTool && source.get(dataToSend.name, dataToSend.default) === 'autoMapInputData';
			return isAutomatic ? mapAutomatically(source, required) : readDefined(source, required);
		},
	};
}

function readDefined(source: Source, required: readonly string[]): Result<NewLead, Failure> {
	const additional = readNamed(source, additionalFields, readJson);
	if (!additional.ok) return additional;
	const { metadataJson, customFields, customFieldPairs, ...others } = additional.value ?? {};
	const metadata = readMetadataOf(metadataJson, source.get(metadataPairs.name, metadataPairs.default));
	if (!metadata.ok) return metadata;
	const custom = readCustomFieldsOf(customFields, customFieldPairs);
	if (!custom.ok) return custom;
	const other = readOtherFields(source);
	if (!other.ok) return other;
	const raw: RawLead = {
		...others,
		...Object.fromEntries(topLevelFields.map(([name]) => [name, source.get(name, '')])),
		// What is given by hand wins over the other input fields.
		metadata: mergeMetadata(other.value.metadata, metadata.value),
		customFields: mergeMetadata(other.value.customFields, custom.value),
	};
	const lead = cleanLead(raw, required);
	if (lead.ok) return toNewLead(lead.value, false);
	return source.isTool && lead.error.value === '' ? failUnasked(lead.error) : lead;
}

function mapAutomatically(source: Source, required: readonly string[]): Result<NewLead, Failure> {
	const ignored = readNamed(source, inputsToIgnore, readTexts);
	if (!ignored.ok) return ignored;
	const { fields, from } = unpackForm(source.json, ignored.value);
	if (!namesPerson(fields)) return explainNobody(source.json);
	const place = readExtraPlace(source);
	if (!place.ok) return place;
	if (source.notes) {
		source.notes.mapping ??= new MappingReport();
		source.notes.mapping.note(fields, ignored.value, place.value, from);
	}
	const mapped = autoMap(fields, ignored.value, place.value);
	const lead = mapped.ok ? cleanLead(mapped.value.lead, required) : mapped;
	return lead.ok ? toNewLead(lead.value, mapped.value?.hasHalfName ?? false) : explainEmpty(fields, lead.error);
}

/** @param hasHalfName whether its name is only a first or only a last one: too little to replace that of an existing lead */
function toNewLead(clean: Json, hasHalfName: boolean): Result<NewLead, Failure> {
	const json = leadJson(clean);
	if (!json.ok) return json;
	const lead = json.value;
	const { email } = lead;
	const nameless = () => Object.fromEntries(Object.entries(lead).filter(([field]) => field !== 'name'));
	return ok({ email: typeof email === 'string' ? email : undefined, lead, update: hasHalfName ? nameless() : lead });
}

/** Reads what 'Include Other Input Fields' adds. */
function readOtherFields(source: Source): Result<ExtraFields, Failure> {
	const includes = source.isTool ? ok(false) : otherFields.read(source);
	if (!includes.ok) return includes;
	if (!includes.value) return ok({});
	const ignored = readNamed(source, otherInputsToIgnore, readTexts, `options.${otherInputsToIgnore.name}`);
	if (!ignored.ok) return ignored;
	const place = readExtraPlace(source);
	return place.ok
		? ok(remainingFields(unpackForm(source.json, ignored.value).fields, ignored.value, place.value))
		: place;
}

function readExtraPlace(source: Source): Result<ExtraPlace, Failure> {
	if (source.notes) source.notes.hasOtherFields = true;
	return readNamed(source, storeExtraFieldsIn, readPlace, `options.${storeExtraFieldsIn.name}`);
}

/** Input fields in the wrong place might be lost: another value than these is rejected. */
function readPlace(given: unknown): Reading<ExtraPlace> {
	const text = readText(given);
	if (!text.ok) return text;
	if (text.value === 'customFields') return ok('customFields');
	if (text.value === 'metadata' || text.value === '') return ok('metadata');
	return fail('must be Metadata or Custom Fields. Choose one of them in the node.');
}

/** A model that has no value for a field that every lead needs should not make one up. */
function failUnasked({ field }: Invalid) {
	const message = `${quoteField(field)} is empty, and every lead needs it. Ask the person for it, and call the tool again.`;
	return invalid(field, '', message);
}

export const compareFirst = toggle(
	hideAsTool({
		displayName: 'Compare With PollyBot First',
		name: 'compareFirst',
		type: 'boolean',
		default: false,
		description:
			'Whether to read the existing leads before the first row is sent, 100 per request. Rows that would change nothing then cost no request. Turn it on for a list that is imported again and again.',
	}),
);

export const dryRun = toggle({
	displayName: 'Check Only (Send Nothing)',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description:
		'Whether to show what would be sent, without sending anything to PollyBot. Rows that cannot be sent fail as usual. Existing leads are looked up only if you compare with PollyBot first.',
});
