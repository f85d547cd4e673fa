import type { INodeProperties } from 'n8n-workflow';
import type { Json } from '../../json';
import { asText } from '../../lead/cell';
import { emailKey } from '../../lead/email';
import { hideSecret } from '../../pollybot/connection';
import { repeatedEmail, sayExisting, unnamedLead } from '../../messages/sentences';
import { compareFirst, dryRun, newLead, type NewLead } from '../../parameters/newLead';
import { field, toggle, type Parameter, type ValuesOf } from '../../parameters/parameter';
import { AS_TOOL, hideAsTool, showIf } from '../../parameters/properties';
import { scope } from '../../parameters/scope';
import type { ApiFailure } from '../../pollybot/failure';
import { leadsPath } from '../../pollybot/paths';
import { ok } from '../../result';
import { operation, type Performed, type Row, type Outcome, type First } from '../../run/operation';
import { findListed, noteLead } from '../compareFirst';
import { createOnce, existingIdIn, sendInEitherScope, subjectOf, type Reply } from '../createOnce';
import { conclude, failWith, mark, succeedChecked, succeedStored, succeedWith } from '../outcomes';

const onDuplicateProperty: INodeProperties = {
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
		'What to do if PollyBot already has a lead with this email. In a loop, connect the Duplicate output back to the loop too.',
	hint: 'Changing this adds or removes the Duplicate output: check the connections after the node',
};

/** A tool has one output, and a model that reads it. */
const onDuplicateOfTool: INodeProperties = {
	...onDuplicateProperty,
	options: [
		{ name: 'Fail', value: 'error', description: 'The model reads an error that names the existing lead' },
		{
			name: 'Report the Duplicate',
			value: 'duplicateOutput',
			description: 'The model reads the ID of the existing lead',
		},
		{ name: 'Return the Existing Lead', value: 'returnExisting', description: 'The model reads the existing lead' },
	],
	description: 'What to do if PollyBot already has a lead with this email',
	hint: undefined,
};

const onDuplicate: Parameter<string> = {
	...field(onDuplicateProperty, (choice) => ok(asText(choice ?? onDuplicateProperty.default))),
	fields: [hideAsTool(onDuplicateProperty), showIf(onDuplicateOfTool, AS_TOOL)],
};

const dedupeInput = toggle(
	hideAsTool({
		displayName: 'Skip Repeated Emails',
		name: 'dedupeInput',
		type: 'boolean',
		default: true,
		description: 'Whether to send rows with the same email only once. Upper and lower case count as the same.',
	}),
);

const parameters = {
	scope,
	lead: newLead({ name: 'Set by PollyBot', description: 'Send no status' }, true),
	onDuplicate,
	dedupeInput,
	dryRun,
	compareFirst,
};

type Values = ValuesOf<typeof parameters>;

/** Create a lead. Source: PollyBot Leads API v1.0, Create Lead. */
export const create = operation({
	value: 'create',
	name: 'Create',
	description: 'Create a new lead',
	action: 'Create lead',
	toolDescription:
		'Creates a lead in PollyBot for a person who gave a name and an email address. If the response has "duplicate": true, the person is in PollyBot already and nothing was created: do not call again. If it has "error", correct the field that error.field names, or ask the person. Never creates a second lead with the same email.',
	output: 'Created',
	chosenOutputs: [['Duplicate', ['onDuplicate'], 'duplicateOutput', 'duplicateOutput']],
	canDefer: true,
	fieldsIn: 'Additional Fields',
	done: 'created',
	repeatHint: 'repeated the email of an earlier row and used no request.',
	parameters,

	key: ({ lead, dedupeInput: isOnce }) => (isOnce && lead.email !== undefined ? emailKey(lead.email) : undefined),
	// Newer services take an email once in each chatbot, so a row for another one is PollyBot's to judge.
	place: (values) => leadsPath(values.scope),
	repeat: repeatRow,
	async perform(row) {
		const { lead } = row.values;
		const listed = row.values.compareFirst ? await findListed(row) : undefined;
		if (listed) {
			const failure: ApiFailure = { serviceCode: 'DUPLICATE_EMAIL', existingLeadId: String(listed.id), field: 'email' };
			const known = await handleExisting(row, { failure, lead: listed });
			return row.values.dryRun ? markChecked(known) : known;
		}
		if (row.values.dryRun) return succeedChecked('Created', lead.lead);
		const reply = await createOnce(row, 'reported as a duplicate');
		noteLead(row, reply.kind === 'created' ? reply.lead : undefined);
		switch (reply.kind) {
			case 'created':
				return succeedStored('Created', reply.lead, lead.lead);
			case 'exists':
				return await handleExisting(row, reply);
			case 'ended':
				return reply.outcome;
		}
	},
});

/** Returns what On Duplicate says about a lead that exists in PollyBot. */
async function handleExisting(
	row: Row<Values>,
	{ failure, lead }: Omit<Extract<Reply, { kind: 'exists' }>, 'kind'>,
): Promise<Performed> {
	const { values, execution } = row;
	const { email } = values.lead;
	if (values.onDuplicate === 'duplicateOutput') {
		const said = failure.serviceDetail ?? failure.serviceMessage ?? sayExisting(email);
		const message = hideSecret(said, execution.connection.apiKey);
		return succeedDuplicate(values.lead, 'workspace', failure.existingLeadId, message);
	}
	if (values.onDuplicate !== 'returnExisting') return { ...failWith(row, subjectOf(row), failure), shared: true };
	if (lead) return succeedExisting(lead);
	const leadId = existingIdIn(failure);
	if (leadId === undefined) {
		const advice = '. Look it up in PollyBot, or set \'On Duplicate\' to "Send to Duplicate Output".';
		return { failure: unnamedLead(email, failure.status, advice), shared: true };
	}
	const sent = await sendInEitherScope(values.scope, async (either) => await execution.client.getLead(either, leadId));
	if (sent.value?.ok !== false) return conclude(row, subjectOf(row), sent, succeedExisting);
	const about = `${sayExisting(email)}, but it could not be fetched.`;
	return failWith(row, { scope: 'workspace', email, leadId }, sent.value.error, about);
}

/** Returns what On Duplicate says about a row that repeats the email of an earlier one. It costs no request. */
function repeatRow(
	{ lead, onDuplicate: choice, dryRun: isCheck }: Values,
	{ item, success }: First,
): Outcome | undefined {
	const [first = {}] = success.items;
	// What was only checked was not created.
	if (first.dryRun === true && !isCheck) return undefined;
	const leadId = first.id ?? first.existingLeadId;
	if (choice === 'duplicateOutput') {
		const repeated = succeedDuplicate(lead, 'input', leadId, `The row repeats the email of item ${item + 1}`);
		return isCheck ? markChecked(repeated) : repeated;
	}
	if (choice !== 'returnExisting') return { failure: repeatedEmail(lead.email, item + 1, leadId) };
	return isCheck
		? succeedChecked('Created', lead.lead, { duplicate: true })
		: succeedExisting({ ...first, id: leadId });
}

/** Says of what would become of an existing lead that nothing was sent. */
function markChecked<P extends Performed>(known: P): P | Outcome {
	if (!('success' in known) || !known.success) return known;
	const items = known.success.items.map((item) => mark(item, { dryRun: true }));
	return { success: { ...known.success, items } };
}

function succeedExisting(lead: Json): Outcome {
	return succeedWith('Created', [mark(lead, { duplicate: true })]);
}

function succeedDuplicate(
	{ email, lead }: NewLead,
	duplicateOf: 'workspace' | 'input',
	existingLeadId: unknown,
	message: string,
): Outcome {
	const code = 'DUPLICATE_EMAIL';
	return succeedWith('Duplicate', [
		{ duplicate: true, duplicateOf, existingLeadId, email: email ?? null, code, message, lead },
	]);
}
