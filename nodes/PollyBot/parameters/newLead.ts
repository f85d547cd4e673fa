import type { IDataObject } from 'n8n-workflow';
import type { Scope } from '../pollybot/paths';
import { autoMap, hasHalfName, remainingFields, type ExtraFields } from '../mapping/autoMap';
import { readBoolean } from '../lead/boolean';
import { emailKey } from '../lead/email';
import { topLevelFields } from '../lead/fields';
import { namesPerson, unpackForm } from '../mapping/forms/unpack';
import { explainEmpty, explainNobody } from '../mapping/unmapped';
import { cleanLead, leadJson, type CleanLead, type RawLead } from '../lead/lead';
import { readTexts } from '../lead/list';
import { mergeMetadata, type Metadata } from '../lead/metadata';
import { invalid, type Invalid } from '../lead/reading';
import { ok, type Result } from '../result';
import type { RunContext } from '../run/operation';
import type { ParameterReader } from './reader';
import { readCustomFields } from './customFields';
import { readExtraPlace } from './extraFields';
import { readPairs } from './pairs';
import { readScope } from './scope';
import { readField, readMetadata } from '../lead/readField';
import { quoteField } from '../lead/labels';
import { type Failure, failInvalid } from '../messages/failure';

/** A lead that is ready to be sent. */
export interface LeadRequest {
	readonly scope: Scope;
	/** Undefined only where leads without an email are allowed. */
	readonly email?: string;
	readonly lead: Metadata;
	/** What an update of an existing lead sends. */
	readonly update: Metadata;
}

/**
 * The lead that an item makes by the fields of create and upsert, or what keeps it from being sent.
 *
 * @param needsEmail whether a lead without an email is refused
 */
export function readNewLead(
	run: RunContext,
	item: number,
	json: IDataObject,
	needsEmail = true,
): Result<LeadRequest, Failure> {
	const scope = readScope(run, item);
	if (!scope.ok) return failInvalid(scope.error, 'CONFIGURATION');
	const mapped = mapLead(run, item, json, needsEmail);
	if (!mapped.ok) return failInvalid(mapped.error);
	const lead = leadJson(mapped.value.lead);
	if (!lead.ok) return failInvalid(lead.error);
	const { email } = lead.value;
	const update = mapped.value.hasHalfName ? withoutName(lead.value) : lead.value;
	return ok({ scope: scope.value, email: typeof email === 'string' ? email : undefined, lead: lead.value, update });
}

function withoutName(lead: Metadata): Metadata {
	return Object.fromEntries(Object.entries(lead).filter(([field]) => field !== 'name'));
}

/** What leads are compared by; undefined for one without an email, which is like no other. */
export function keyOfLead({ email }: LeadRequest): string | undefined {
	return email === undefined ? undefined : emailKey(email);
}

/** A lead as its item gives it. */
interface MappedLead {
	readonly lead: CleanLead;
	/** Whether its name is only a first or only a last one: too little to replace that of a known lead. */
	readonly hasHalfName: boolean;
}

/**
 * The lead that an item makes, by the parameters of create and upsert.
 *
 * @param json the item's own fields; as a tool they are the agent's, and never part of a lead
 */
function mapLead(run: RunContext, item: number, json: object, needsEmail: boolean): Result<MappedLead, Invalid> {
	const { read, isTool } = run;
	const ignored = readIgnored(read, item);
	if (!ignored.ok) return ignored;
	const automatic = !isTool && read('dataToSend', item, 'defineBelow') === 'autoMapInputData';
	if (automatic) return mapAutomatically(run, item, json, ignored.value, needsEmail);
	const raw = readDefined(read, item, isTool ? {} : json, ignored.value);
	const lead = raw.ok ? cleanLead(raw.value, needsEmail) : raw;
	if (lead.ok) return ok({ lead: lead.value, hasHalfName: false });
	return isTool && lead.error.value === '' ? failUnasked(lead.error) : lead;
}

function mapAutomatically(
	{ read, mapping }: RunContext,
	item: number,
	json: object,
	ignored: readonly string[],
	needsEmail: boolean,
): Result<MappedLead, Invalid> {
	const { fields, from } = unpackForm(json);
	if (!namesPerson(fields)) return explainNobody(json);
	const place = readExtraPlace(read, item);
	if (!place.ok) return place;
	mapping.note(fields, ignored, place.value, from);
	const raw = autoMap(fields, ignored, place.value);
	const lead = raw.ok ? cleanLead(raw.value, needsEmail) : raw;
	return lead.ok
		? ok({ lead: lead.value, hasHalfName: hasHalfName(fields, ignored) })
		: explainEmpty(fields, lead.error);
}

/** A model that has no value for a field that every lead needs should not make one up. */
function failUnasked({ field }: Invalid) {
	const message = `The field ${quoteField(field)} is empty, and every lead needs it. Ask the person for it, and call the tool again.`;
	return invalid(field, '', message);
}

function readIgnored(read: ParameterReader, item: number): Result<readonly string[], Invalid> {
	const given = read('inputsToIgnore', item, '');
	return readField('inputsToIgnore', given, readTexts);
}

function readDefined(
	read: ParameterReader,
	item: number,
	json: object,
	ignored: readonly string[],
): Result<RawLead, Invalid> {
	const fields = readMetadata(read('additionalFields', item, {}), 'additionalFields');
	if (!fields.ok) return fields;
	const metadata = readDefinedMetadata(read, item);
	if (!metadata.ok) return metadata;
	const customFields = readCustomFields(fields.value ?? {});
	if (!customFields.ok) return customFields;
	const remaining = readRemaining(read, item, json, ignored);
	if (!remaining.ok) return remaining;
	const defined = Object.fromEntries(topLevelFields.map(([name]) => [name, read(name, item, '')]));
	return ok({
		...fields.value,
		...defined,
		// What is given by hand wins over the remaining input fields.
		metadata: mergeMetadata(remaining.value.metadata, metadata.value),
		customFields: mergeMetadata(remaining.value.customFields, customFields.value),
	});
}

function readDefinedMetadata(read: ParameterReader, item: number): Result<Metadata | undefined, Invalid> {
	return read('specifyMetadata', item, 'keypair') === 'json'
		? readMetadata(read('metadataJson', item, ''), 'metadataJson')
		: readPairs(read('metadata', item, {}));
}

function readRemaining(
	read: ParameterReader,
	item: number,
	json: object,
	ignored: readonly string[],
): Result<ExtraFields, Invalid> {
	if (!readBoolean(read('options.includeRemaining', item, false), false)) return ok({});
	const place = readExtraPlace(read, item);
	return place.ok ? ok(remainingFields(unpackForm(json).fields, ignored, place.value)) : place;
}
