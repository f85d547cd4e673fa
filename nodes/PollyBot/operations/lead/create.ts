import type { INodeProperties } from 'n8n-workflow';
import type { ApiFailure } from '../../pollybot/failure';
import { leadsPath } from '../../pollybot/paths';
import type { ItemMemory } from '../../run/memory';
import type { Outcome } from '../../run/outcome';
import type { First } from '../../run/runItems';
import { readBoolean } from '../../lead/boolean';
import { asText } from '../../lead/cell';
import { ok } from '../../result';
import type { Operation, Performed, RunContext } from '../../run/operation';
import { existingIdIn, failUnnamed, sayKnown, sendInEitherScope } from '../existingLead';
import { isDryRun } from '../../parameters/dryRun';
import { keyOfLead, readNewLead, type LeadRequest } from '../../parameters/newLead';
import { conclude, failWith, mark, succeedStored, succeedWith, succeedChecked } from '../outcomes';
import { createOnce, type Reply } from '../createOnce';
import type { Json } from '../../json';

const onDuplicate: INodeProperties = {
	displayName: 'On Duplicate',
	name: 'onDuplicate',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Fail', value: 'error', description: "The item fails, as 'On Error' in the Settings tab says" },
		{
			name: 'Return the Existing Lead',
			value: 'returnExisting',
			description: 'The existing lead is returned with the created ones, marked “duplicate”',
		},
		{
			name: 'Send to Duplicate Output',
			value: 'duplicateOutput',
			description: 'The item goes to a separate output, with the ID of the existing lead',
		},
	],
	default: 'duplicateOutput',
	description:
		'What to do if PollyBot already has a lead with this email: in the workspace, or with newer PollyBots in the chatbot. In a loop, connect the Duplicate output back to the loop too.',
};

const dedupeInput: INodeProperties = {
	displayName: 'Detect Duplicates in Input',
	name: 'dedupeInput',
	type: 'boolean',
	default: true,
	description: 'Whether to send rows with the same email only once. Upper and lower case count as the same.',
};

const allowMissingEmail: INodeProperties = {
	displayName: 'Allow Leads Without Email',
	name: 'allowMissingEmail',
	type: 'boolean',
	default: false,
	description:
		"Whether to send rows without an email too, such as those with only a phone number or a Discord name. They are never compared with other leads, and older PollyBots refuse them. n8n still requires something in 'Email': enter an expression that may be empty.",
};

/** Create a lead. Source: PollyBot Leads API v1.0, Create Lead. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	description: 'Create a new lead',
	action: 'Create lead',
	toolDescription:
		'Creates a lead in PollyBot for a person who gave a name and an email address. If the answer has "duplicate": true, the person is in PollyBot already and nothing was created: do not call again. If it has "error", correct the field that error.field names, or ask the person. Never creates a second lead with the same email.',
	output: 'Created',
	chosenOutputs: [['Duplicate', ['onDuplicate'], 'duplicateOutput', 'duplicateOutput']],
	canDefer: true,
	mapsLead: { status: 'new', noStatus: { name: 'Not Set', description: 'Send no status: PollyBot decides' } },
	fields: [onDuplicate],
	options: [allowMissingEmail, dedupeInput],
	done: 'created',
	repeatHint: 'repeated the email of an earlier row and cost no request.',

	prepare(run, item, json) {
		const needsEmail = !readBoolean(run.read('options.allowMissingEmail', item, false), false);
		const lead = readNewLead(run, item, json, needsEmail);
		if (!lead.ok) return lead;
		const request = { ...lead.value, onDuplicate: asText(run.read('onDuplicate', item, null) ?? onDuplicate.default) };
		const isCheck = isDryRun(run, item);
		return ok({
			key: readBoolean(run.read('options.dedupeInput', 0, true), true) ? keyOfLead(request) : undefined,
			// Newer services take an email once in each chatbot, so a row for another one is PollyBot's to judge.
			place: leadsPath(request.scope),
			perform: async (memory) =>
				isCheck ? succeedChecked('Created', request.lead) : await sendNewLead(run, request, memory),
			repeat: (first) => answerRepeated(request, first),
		});
	},
};

interface CreateRequest extends LeadRequest {
	readonly onDuplicate: string;
}

async function sendNewLead(run: RunContext, request: CreateRequest, memory: ItemMemory): Promise<Performed> {
	const reply = await createOnce(run, request, memory, 'reported as a duplicate');
	switch (reply.kind) {
		case 'created':
			return succeedStored('Created', reply.lead, request.lead);
		case 'exists':
			return await answerExisting(run, request, reply);
		case 'ended':
			return reply.outcome;
	}
}

function succeedExisting(lead: Json): Outcome {
	return succeedWith('Created', [mark(lead, { duplicate: true })]);
}

/** What On Duplicate says about an existing lead. */
async function answerExisting(
	run: RunContext,
	request: CreateRequest,
	{ failure, lead }: Extract<Reply, { kind: 'exists' }>,
): Promise<Performed> {
	if (request.onDuplicate !== 'returnExisting') return answerOther(run, request, failure);
	if (lead) return succeedExisting(lead);
	const leadId = existingIdIn(failure);
	if (leadId === undefined) {
		const advice = '. Look it up in PollyBot, or set \'On Duplicate\' to "Send to Duplicate Output".';
		return { failure: failUnnamed(request, failure, advice), shared: true };
	}
	const sent = await sendInEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.getLead(scope, leadId)),
	);
	if (sent.value?.ok !== false) return conclude(run, request, sent, succeedExisting);
	const before = `${sayKnown(request)}, but could not be fetched.`;
	return failWith(run, { scope: 'workspace', email: request.email, leadId }, sent.value.error, before);
}

/** An existing lead is not fetched: the row leaves by the Duplicate output, or fails. */
function answerOther(run: RunContext, request: CreateRequest, failure: ApiFailure): Outcome {
	if (request.onDuplicate !== 'duplicateOutput') return { ...failWith(run, request, failure), shared: true };
	const message = run.hide(failure.serviceDetail ?? failure.serviceMessage ?? sayKnown(request));
	return succeedDuplicate(request, 'workspace', failure.existingLeadId, message);
}

/** A row that repeats the email of an earlier row costs no request. */
function answerRepeated(request: CreateRequest, { item, success }: First): Outcome {
	const [lead = {}] = success.items;
	const leadId = lead.id ?? lead.existingLeadId;
	const message = `The row repeats the email of item ${item + 1}`;
	if (request.onDuplicate === 'returnExisting') {
		return lead.dryRun === true
			? succeedChecked('Created', request.lead, { duplicate: true })
			: succeedExisting({ ...lead, id: leadId });
	}
	if (request.onDuplicate === 'duplicateOutput') return succeedDuplicate(request, 'input', leadId, message);
	return {
		failure: {
			code: 'DUPLICATE_EMAIL',
			field: 'email',
			value: request.email,
			message: `${message}, "${request.email}"${leadId === undefined ? '' : `, and a lead was created for that one (lead ${asText(leadId)})`}. Take the row out, or set 'On Duplicate' to another value.`,
		},
	};
}

function succeedDuplicate(
	{ email, lead }: CreateRequest,
	duplicateOf: 'workspace' | 'input',
	existingLeadId: unknown,
	message: string,
): Outcome {
	const code = 'DUPLICATE_EMAIL';
	return succeedWith('Duplicate', [
		{ duplicate: true, duplicateOf, existingLeadId, email: email ?? null, code, message, lead },
	]);
}
