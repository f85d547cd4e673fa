import type { INodeProperties } from 'n8n-workflow';
import { explain, type Explanation, type Situation } from '../../api/explain';
import type { ApiFailure } from '../../api/failure';
import { isPathSegment, type Scope } from '../../api/paths';
import type { Failure, Outcome } from '../../engine/outcome';
import { leadBody } from '../../leads/lead';
import type { Refusal } from '../../leads/refusal';
import type { Operation, RunContext } from '../operation';
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
			'Switching On Duplicate adds or removes the Duplicate output: look at the connections behind the node afterwards.',
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
				displayName: 'Timeout',
				name: 'timeout',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 30000,
				description: 'How long to wait for the answer to one request, in milliseconds',
			},
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
		const onDuplicate = String(run.read('onDuplicate', item, 'duplicateOutput'));
		const request = { scope: scope.value, email: lead.value.email, body: body.value, onDuplicate };
		return { job: async () => await createLead(run, request) };
	},

	summarise(finished) {
		const created = finished.filter((outcome) => !outcome.failure && !('duplicate' in outcome.json)).length;
		if (created === 0) return 'No lead was created.';
		return `${created === 1 ? '1 lead was' : `${created} leads were`} created before the run stopped.`;
	},
};

interface CreateRequest {
	readonly scope: Scope;
	readonly email: string;
	/** The lead as JSON text. */
	readonly body: string;
	readonly onDuplicate: string;
}

async function createLead(run: RunContext, request: CreateRequest): Promise<Outcome> {
	const created = await run.client.createLead(request.scope, request.body);
	if (created.ok) return { output: 'Created', json: created.data };
	const { failure } = created;
	if (failure.code === 'DUPLICATE_EMAIL') return await onDuplicate(run, request, failure);
	return failed(failure, explain(failure, { ...situation(run, request), mayHaveHappened: true }));
}

async function onDuplicate(run: RunContext, request: CreateRequest, failure: ApiFailure): Promise<Outcome> {
	const leadId = failure.existingLeadId ?? '';
	if (request.onDuplicate === 'duplicateOutput') return { output: 'Duplicate', json: duplicate(request, failure) };
	if (request.onDuplicate === 'error' || !isPathSegment(leadId)) {
		return failed(failure, explain(failure, situation(run, request)));
	}
	const found = await run.client.getExistingLead(request.scope, leadId);
	if (found.ok) return { output: 'Created', json: { ...found.data, duplicate: true } };
	const why = explain(found.failure, { ...situation(run, request), leadId });
	return failed(found.failure, {
		...why,
		message: `A lead with the email "${request.email}" is already in PollyBot, but could not be fetched. ${why.message}`,
	});
}

function duplicate({ email, body }: CreateRequest, failure: ApiFailure): Record<string, unknown> {
	return {
		duplicate: true,
		duplicateOf: 'workspace',
		existingLeadId: failure.existingLeadId,
		email,
		code: 'DUPLICATE_EMAIL',
		message: failure.serviceDetail ?? failure.serviceMessage,
		lead: JSON.parse(body),
	};
}

function situation({ connection, timeout }: RunContext, { scope, email }: CreateRequest): Situation {
	return { baseUrl: connection.baseUrl, scope, timeout, email };
}

function failed({ code, status, field, value }: ApiFailure, { message, description }: Explanation): Outcome {
	return { failure: { code, message, description, field, value, httpStatus: status } };
}

function refusal({ field, value, message }: Refusal, code: string): Failure {
	return { code, field, value, message };
}
