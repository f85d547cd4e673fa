import type { INodeProperties } from 'n8n-workflow';
import { cleanChanges } from '../../leads/changes';
import { leadBody } from '../../leads/lead';
import { readTexts } from '../../leads/list';
import { mergeMetadata, readMetadata, type Metadata } from '../../leads/metadata';
import { checked, type Checked } from '../../leads/refusal';
import type { Operation } from '../operation';
import { company, customFields, discord, message, preferredMethod, tags, urgency } from './additionalFields';
import { failed, refusal } from './failures';
import { keyOf, readTarget } from './leadId';
import { readPairs } from './metadataPairs';
import { optionsField } from './options';
import { statusOptions } from './statusOptions';
import { summary } from './summary';

const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only the fields that you add here and give a value are changed',
	options: [
		{
			displayName: 'Clear',
			name: 'clear',
			type: 'multiOptions',
			options: [
				{ name: 'Company', value: 'company' },
				{ name: 'Custom Fields', value: 'customFields' },
				{ name: 'Discord', value: 'discord' },
				{ name: 'Message', value: 'message' },
				{ name: 'Metadata', value: 'metadata' },
				{ name: 'Phone', value: 'phone' },
				{ name: 'Preferred Contact Method', value: 'preferredMethod' },
				{ name: 'Source', value: 'source' },
				{ name: 'Status', value: 'status' },
				{ name: 'Tags', value: 'tags' },
				{ name: 'Urgency', value: 'urgency' },
			],
			default: [],
			description:
				'The fields to empty. A field that is merely left empty keeps its value. An expression may also name one key, such as metadata.utm_source.',
		},
		company,
		customFields,
		discord,
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			default: '',
			placeholder: 'name@email.com',
			description: "The lead's email address. PollyBot keeps one lead for each address in a workspace.",
		},
		message,
		{
			displayName: 'Metadata',
			name: 'metadata',
			type: 'assignmentCollection',
			default: {},
			description: 'Keys to add or to change. The other keys of the metadata stay as they are.',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Nathan Smith',
			description: "The lead's full name",
		},
		{
			displayName: 'Phone',
			name: 'phone',
			type: 'string',
			default: '',
			placeholder: 'e.g. +1-555-123-4567',
			description: "The lead's phone number",
		},
		preferredMethod,
		{
			displayName: 'Source',
			name: 'source',
			type: 'string',
			default: '',
			placeholder: 'e.g. website',
			description: 'Where the lead comes from: website, referral, webinar',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: statusOptions,
			default: 'contacted',
			description: 'Where the lead stands: new, contacted, qualified, converted, lost or follow_up',
		},
		tags,
		urgency,
	],
	displayOptions: { show: { resource: ['lead'], operation: ['update'] } },
};

/** Update a lead. Source: PollyBot Leads API v1.0, Update Lead. */
export const update: Operation = {
	fields: [updateFields, optionsField('update')],

	prepare(run, item) {
		const { target, failure } = readTarget(run, item);
		if (failure) return { failure };
		const changes = readChanges(run.read('updateFields', item, {}));
		const body = changes.ok ? leadBody(changes.value) : changes;
		if (!body.ok) return { failure: refusal(body.refusal, 'VALIDATION_ERROR') };
		return {
			job: {
				key: keyOf(target),
				perform: async () => {
					const sent = await run.send(() => run.client.updateLead(target.scope, target.leadId, body.value));
					if (sent.refused) return { refused: sent.refused };
					if (!sent.value.ok) return failed(run, target, sent.value.failure);
					return { success: { output: 'Updated', items: [sent.value.data] } };
				},
			},
		};
	},

	summarise: (finished) => summary(finished, 'Updated', 'updated'),
};

function readChanges(parameter: unknown): Checked<Metadata> {
	const given = readMetadata(parameter, 'updateFields');
	if (!given.ok) return given;
	const { clear, metadata, customFields: custom, ...fields } = given.value ?? {};
	const pairs = readPairs(metadata);
	if (!pairs.ok) return pairs;
	const values = readMetadata(custom, 'customFields');
	if (!values.ok) return values;
	const names = checked('clear', clear, readTexts(clear));
	if (!names.ok) return names;
	const raw = { ...fields, metadata: pairs.value, customFields: mergeMetadata(values.value) };
	return cleanChanges(raw, names.value);
}
