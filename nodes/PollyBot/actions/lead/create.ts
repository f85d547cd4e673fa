import type { INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../api/envelope';
import { isLost, type ApiFailure } from '../../api/failure';
import { isPathSegment, type Scope } from '../../api/paths';
import type { Refused } from '../../engine/gate';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import type { First } from '../../engine/runItems';
import { leadBody } from '../../leads/lead';
import { isSameLead } from '../../leads/sameLead';
import { bulkOptions } from '../bulkOptions';
import type { Operation, RunContext } from '../operation';
import { failed, refusal, unconfirmed } from './failures';
import { fetchLead } from './fetchLead';
import { mapLead } from './mapping';
import { readScope } from './scopeFields';

const show = { resource: ['lead'], operation: ['create'] };

const fields: INodeProperties[] = [
	{
		displayName: 'On Duplicate',
		name: 'onDuplicate',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Fail',
				value: 'error',
				description: 'The item fails, as the On Error setting of the node says',
			},
			{
				name: 'Return the Existing Lead',
				value: 'returnExisting',
				description: 'The lead that is already there goes to the Created output, marked as a duplicate',
			},
			{
				name: 'Send to Duplicate Output',
				value: 'duplicateOutput',
				description: 'The item goes to an output of its own, with the ID of the lead that is already there',
			},
		],
		default: 'duplicateOutput',
		description: 'What to do when a lead with this email is already in the workspace',
		displayOptions: { show },
	},
	{
		displayName:
			'Switching On Duplicate (or On Rate Limit in the options) adds or removes an output, and the outputs behind it move up or down with their wires: a wire of Duplicate may carry errors afterwards. Check the connections behind the node.',
		name: 'onDuplicateNotice',
		type: 'notice',
		default: '',
		displayOptions: { show },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Add Remaining Input Fields to Metadata',
				name: 'includeRemaining',
				type: 'boolean',
				default: false,
				description: 'Whether to store the input fields that are not mapped above in the metadata too',
				displayOptions: { show: { '/dataToSend': ['defineBelow'] } },
			},
			{
				displayName: 'Detect Duplicates in Input',
				name: 'dedupeInput',
				type: 'boolean',
				default: true,
				description: 'Whether rows with the same email are sent only once, without regard to case',
			},
			...bulkOptions,
		],
		displayOptions: { show },
	},
];

/** Create a lead. Source: PollyBot Leads API v1.0, Create Lead. */
export const create: Operation = {
	fields,

	prepare(run, item, json) {
		const scope = readScope(run.read, item, run.connection.chatbotId);
		if (!scope.ok) return { failure: refusal(scope.refusal, 'CONFIGURATION') };
		const lead = mapLead(run.read, item, json);
		if (!lead.ok) return { failure: refusal(lead.refusal, 'VALIDATION_ERROR') };
		const body = leadBody(lead.value);
		if (!body.ok) return { failure: refusal(body.refusal, 'VALIDATION_ERROR') };
		const { email } = lead.value;
		const request = {
			scope: scope.value,
			email,
			body: body.value,
			onDuplicate: String(run.read('onDuplicate', item, 'duplicateOutput')),
		};
		return {
			job: {
				key: run.read('options.dedupeInput', 0, true) === false ? undefined : email.toLowerCase(),
				perform: async (memory) => await createLead(run, request, memory),
				repeat: (first) => repeated(request, first),
			},
		};
	},

	summarise(finished) {
		const created = finished.filter(({ success }) => success?.output === 'Created' && !('duplicate' in success.json));
		if (created.length === 0) return 'No lead was created.';
		return `${created.length === 1 ? '1 lead was' : `${created.length} leads were`} created before the run stopped.`;
	},
};

interface CreateRequest {
	readonly scope: Scope;
	readonly email: string;
	/** The lead as JSON text. */
	readonly body: string;
	readonly onDuplicate: string;
}

type Performed = Promise<Outcome | { readonly refused: Refused }>;

/** @param memory of earlier tries: a lead whose answer was lost then is still this run's own */
async function createLead(run: RunContext, request: CreateRequest, memory: ItemMemory): Performed {
	const sent = await run.send(() => run.client.createLead(request.scope, request.body));
	memory.lostAt ??= sent.lostAt;
	if (sent.refused) return memory.lostAt === undefined ? { refused: sent.refused } : unconfirmed(run, request);
	if (sent.value.ok) return created(sent.value.data);
	const { failure } = sent.value;
	if (failure.code === 'DUPLICATE_EMAIL') return await duplicate(run, request, failure, memory);
	const unknown = memory.lostAt !== undefined && (isLost(failure) || failure.status === 429);
	return unknown ? unconfirmed(run, request, failure) : failed(run, request, failure);
}

function created(lead: Lead): Outcome {
	return { success: { output: 'Created', json: lead } };
}

/** A lead with the email is there: this run's own, if the answer to an earlier attempt was lost, or somebody else's. */
async function duplicate(
	run: RunContext,
	request: CreateRequest,
	failure: ApiFailure,
	{ lostAt }: ItemMemory,
): Performed {
	const leadId = failure.existingLeadId ?? '';
	const isKnown = isPathSegment(leadId);
	if (!isKnown || (lostAt === undefined && request.onDuplicate !== 'returnExisting')) {
		return existing(run, request, failure, undefined);
	}
	const sent = await fetchLead(run, request.scope, leadId);
	if (sent.refused) return lostAt === undefined ? { refused: sent.refused } : unconfirmed(run, request);
	if (!sent.value.ok) {
		return lostAt === undefined
			? failed(
					run,
					{ ...request, leadId },
					sent.value.failure,
					`A lead with the email "${request.email}" is already in PollyBot, but could not be fetched.`,
				)
			: unconfirmed(run, request, sent.value.failure);
	}
	const lead = sent.value.data;
	return lostAt !== undefined && isOwn(run, request, lead, lostAt)
		? created(lead)
		: existing(run, request, failure, lead);
}

/** The tolerance for a service that tells the time of creation less exactly than it keeps it, in milliseconds. */
const TOLERANCE = 1000;

function isOwn(run: RunContext, { body }: CreateRequest, lead: Lead, lostAt: number): boolean {
	const createdAt = Date.parse(String(lead.createdAt));
	return createdAt >= run.client.serviceTime(lostAt) - TOLERANCE && isSameLead(JSON.parse(body), lead);
}

/** What a lead that was there before makes of the item. `lead` is what was fetched of it. */
function existing(run: RunContext, request: CreateRequest, failure: ApiFailure, lead: Lead | undefined): Outcome {
	if (request.onDuplicate === 'returnExisting' && lead) return created({ ...lead, duplicate: true });
	if (request.onDuplicate !== 'duplicateOutput') return failed(run, request, failure);
	const message = failure.serviceDetail ?? failure.serviceMessage;
	return duplicateItem(request, { duplicateOf: 'workspace', existingLeadId: failure.existingLeadId, message });
}

/** A row that repeats the email of an earlier row costs no request. */
function repeated(request: CreateRequest, { item, success }: First): Outcome {
	const { id, existingLeadId } = success.json;
	const leadId = typeof id === 'string' ? id : existingLeadId;
	const message = `The row repeats the email of item ${item + 1}`;
	if (request.onDuplicate === 'returnExisting')
		return created({ ...success.json, id: String(leadId), duplicate: true });
	if (request.onDuplicate === 'duplicateOutput') {
		return duplicateItem(request, { duplicateOf: 'input', existingLeadId: leadId, message });
	}
	return {
		failure: {
			code: 'DUPLICATE_EMAIL',
			field: 'email',
			value: request.email,
			message: `${message}, "${request.email}", and a lead was created for that one (lead ${String(leadId)}). Take the row out, or set On Duplicate to another value.`,
		},
	};
}

function duplicateItem({ email, body }: CreateRequest, known: Record<string, unknown>): Outcome {
	const { duplicateOf, existingLeadId, message } = known;
	const json = {
		duplicate: true,
		duplicateOf,
		existingLeadId,
		email,
		code: 'DUPLICATE_EMAIL',
		message,
		lead: JSON.parse(body),
	};
	return { success: { output: 'Duplicate', json } };
}
