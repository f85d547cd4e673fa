import type { INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../api/envelope';
import type { ApiFailure } from '../../api/failure';
import { isPathSegment } from '../../api/paths';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import type { First } from '../../engine/runItems';
import { emailKey } from '../../leads/email';
import { isSameLead } from '../../leads/sameLead';
import { bulkOptionsWithDeferral } from '../bulkOptions';
import type { Operation, Performed, RunContext } from '../operation';
import { readBoolean } from '../readBoolean';
import { inEitherScope } from './eitherScope';
import { failed, unconfirmed } from './failures';
import { includeRemaining } from './includeRemaining';
import { marked } from './marked';
import { readNewLead, type LeadRequest } from './newLead';
import { isOfThisRun } from './ownLead';
import { sendNewLead } from './sendNewLead';
import { summary } from './summary';

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
				description: 'The item fails, as On Error in the tab Settings says',
			},
			{
				name: 'Return the Existing Lead',
				value: 'returnExisting',
				description: 'The lead that is already there comes out with the created ones, marked “duplicate”',
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
			'Switching the operation, On Duplicate or (in the options) On Rate Limit adds or removes an output, and the wires of the outputs below it move. Afterwards look which wire goes where.',
		name: 'onDuplicateNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: ['lead'], operation: ['create', 'upsert'], '@tool': [false] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			includeRemaining,
			{
				displayName: 'Detect Duplicates in Input',
				name: 'dedupeInput',
				type: 'boolean',
				default: true,
				description: 'Whether rows with the same email are sent only once, without regard to case',
			},
			...bulkOptionsWithDeferral,
		],
		displayOptions: { show },
	},
];

/** Create a lead. Source: PollyBot Leads API v1.0, Create Lead. */
export const create: Operation = {
	fields,

	prepare(run, item, json) {
		const { request: lead, failure } = readNewLead(run, item, json);
		if (failure) return { failure };
		const request = { ...lead, onDuplicate: String(run.read('onDuplicate', item, 'duplicateOutput')) };
		return {
			job: {
				key: readBoolean(run.read('options.dedupeInput', 0, true), true) ? emailKey(request.email) : undefined,
				perform: async (memory) => await createLead(run, request, memory),
				repeat: (first) => repeated(request, first),
			},
		};
	},

	repeatHint: 'repeated the email of an earlier row and cost no request.',

	summarise: (finished) => summary(finished, 'Created', 'created'),
};

interface CreateRequest extends LeadRequest {
	readonly onDuplicate: string;
}

const THEN = 'reported as a duplicate';

async function createLead(run: RunContext, request: CreateRequest, memory: ItemMemory): Performed {
	return await sendNewLead(run, request, memory, {
		created,
		duplicate: async (failure, lostAt) => await duplicate(run, request, failure, lostAt),
		then: THEN,
	});
}

function created(lead: Lead): Outcome {
	return { success: { output: 'Created', items: [lead] } };
}

/** A lead with the email is there: this run's own, if the answer to an earlier attempt was lost, or somebody else's. */
async function duplicate(
	run: RunContext,
	request: CreateRequest,
	failure: ApiFailure,
	lostAt: number | undefined,
): Performed {
	const leadId = failure.existingLeadId ?? '';
	const isKnown = isPathSegment(leadId);
	if (!isKnown && lostAt !== undefined) return unconfirmed(run, request, THEN, failure);
	if (!isKnown || (lostAt === undefined && request.onDuplicate !== 'returnExisting')) {
		return existing(run, request, failure, undefined);
	}
	const sent = await inEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.getLead(scope, leadId)),
	);
	if (sent.refused) return lostAt === undefined ? { refused: sent.refused } : unconfirmed(run, request, THEN);
	if (!sent.value.ok) {
		return lostAt === undefined
			? failed(
					run,
					{ scope: 'workspace', email: request.email, leadId },
					sent.value.failure,
					`A lead with the email "${request.email}" is already in PollyBot, but could not be fetched.`,
				)
			: unconfirmed(run, request, THEN, sent.value.failure);
	}
	const lead = sent.value.data;
	return isOfThisRun(run, lead, lostAt) && isSameLead(JSON.parse(request.body), lead)
		? created(lead)
		: existing(run, request, failure, lead);
}

/** What a lead that was there before makes of the item. `lead` is what was fetched of it. */
function existing(run: RunContext, request: CreateRequest, failure: ApiFailure, lead: Lead | undefined): Outcome {
	if (request.onDuplicate === 'returnExisting' && lead) return created(marked(lead, { duplicate: true }));
	if (request.onDuplicate === 'returnExisting') return notTold(request, failure);
	if (request.onDuplicate !== 'duplicateOutput') return { ...failed(run, request, failure), shared: true };
	const message = run.hide(failure.serviceDetail ?? failure.serviceMessage ?? '');
	return duplicateItem(request, { duplicateOf: 'workspace', existingLeadId: failure.existingLeadId, message });
}

/** The lead that is there cannot be fetched: PollyBot did not say which it is. */
function notTold({ email }: CreateRequest, { status }: ApiFailure): Outcome {
	const message = `A lead with the email "${email}" is already in PollyBot, which did not say which one it is. Look it up in PollyBot, or set On Duplicate to "Send to Duplicate Output".`;
	return {
		failure: { code: 'DUPLICATE_EMAIL', message, field: 'email', value: email, httpStatus: status },
		shared: true,
	};
}

/** A row that repeats the email of an earlier row costs no request. */
function repeated(request: CreateRequest, { item, success }: First): Outcome {
	const [lead = {}] = success.items;
	const { id, existingLeadId } = lead;
	const leadId = typeof id === 'string' ? id : existingLeadId;
	const message = `The row repeats the email of item ${item + 1}`;
	if (request.onDuplicate === 'returnExisting')
		return created(marked({ ...lead, id: String(leadId) }, { duplicate: true }));
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
	return { success: { output: 'Duplicate', items: [json] } };
}
