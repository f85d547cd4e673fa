import { containing } from '~/test/matchers';
import { agentInN8n, FROM_AI } from './support/agent';

const { sandbox, newCredential, model, chat } = agentInN8n();

const create = { operation: 'create', ...FROM_AI };
const ann = { call: { name: 'Ann Lee', email: 'ann@example.com' } };
const ask = {
	resource: 'chat',
	operation: 'sendMessage',
	message: "={{ $fromAI('message', 'What to ask the chatbot', 'string') }}",
	conversationId: "={{ $fromAI('conversationId', 'conversationId of the last response; empty at first', 'string') }}",
};

describe('an AI agent with the PollyBot node as its tool', () => {
	it('creates a lead from a chat sentence', async () => {
		const { answer } = await chat(create, ann);
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.com', metadata: {} }]);
		expect(JSON.parse(answer)).toMatchObject([{ id: sandbox().leads()[0]?.id, email: 'ann@example.com' }]);
	});

	it('is told what the tool does and what each field expects', async () => {
		await chat(create, ann);
		expect(model().requests[0]?.tools[0]?.function).toMatchObject({
			description: containing('Creates a lead in PollyBot for a person who gave a name and an email address.'),
			parameters: {
				properties: {
					name: { type: 'string', description: 'Full name of the person, such as Ann Lee' },
					email: { type: 'string' },
				},
			},
		});
		await chat(ask, { call: { message: 'Hello', conversationId: '' } });
		expect(model().requests[0]?.tools[0]?.function).toMatchObject({
			description: containing("Asks the company's own chatbot"),
		});
	});

	it('is told what the user has written about the tool instead, also in a workflow of an earlier version', async () => {
		await chat({ ...create, descriptionType: 'manual', toolDescription: 'Saves a visitor' }, ann);
		expect(model().requests[0]?.tools[0]?.function).toMatchObject({ description: 'Saves a visitor' });
	});

	it('reads that the lead exists', async () => {
		const known = sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		const { answer } = await chat(create, ann);
		expect(JSON.parse(answer)).toMatchObject([
			{ duplicate: true, existingLeadId: known.id, message: 'A lead with this email already exists in your workspace' },
		]);
	});

	it('reads what is wrong with an email', async () => {
		const { answer } = await chat(create, { call: { name: 'Ann', email: 'ann at example' } });
		expect(JSON.parse(answer)).toEqual([
			{
				error: {
					message: '\'Email\' ("ann at example") is not an email address: it has no @. Correct it. [Item 1]',
					code: 'VALIDATION_ERROR',
					item: 1,
					field: 'email',
					value: 'ann at example',
				},
			},
		]);
	});

	it('reads that the key is wrong', async () => {
		const apiKey = 'sk-workspace_test_wrong';
		const { answer, execution } = await chat(create, ann, { pollyBot: await newCredential({ apiKey }) });
		expect(answer).toContain('PollyBot does not accept the API key');
		expect(answer).toContain('INVALID_API_KEY');
		expect(execution.raw).not.toContain(apiKey);
	});

	it('reads that the node is not set up', async () => {
		const { answer } = await chat(create, ann, { pollyBot: await newCredential({ chatbotId: '' }) });
		expect(answer).toContain('No chatbot is named.');
	});

	it('never makes a lead of the conversation itself, whatever Data to Send and the options say', async () => {
		const options = { includeRemaining: true };
		await chat({ ...create, options }, ann);
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.com', metadata: {} }]);
		sandbox().reset();
		// The panel of a tool has no Auto-Map: fields that it does not show are empty.
		await chat({ ...create, dataToSend: 'autoMapInputData', options }, ann);
		expect(sandbox().leads()).toEqual([]);
	});

	it('asks the chatbot, and goes on with the conversation', async () => {
		const first = await chat(ask, { call: { message: 'Do you ship to Norway?', conversationId: '' } });
		const [reply] = JSON.parse(first.answer) as [{ response: string; conversationId: string }];
		expect(reply.response).toContain('Do you ship to Norway?');
		const { conversationId } = reply;
		const second = await chat(ask, { call: { message: 'None', conversationId } });
		expect(JSON.parse(second.answer)).toMatchObject([{ conversationId, response: containing('None') }]);
		expect(sandbox().conversations()).toHaveLength(1);
		sandbox().setChat(0);
		expect((await chat(ask, { call: { message: 'Hello', conversationId: '' } })).answer).toContain(
			'INSUFFICIENT_CREDITS',
		);
	});

	it('finds a lead by name', async () => {
		const { id } = sandbox().addLead({ name: 'Ann Lee', email: 'ann@example.com' });
		sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
		const search = "={{ $fromAI('search', 'Name or email of the lead, or a part of it', 'string') }}";
		const found = await chat({ operation: 'getAll', filters: { search } }, { call: { search: 'Ann' } });
		expect(JSON.parse(found.answer)).toMatchObject([{ id, name: 'Ann Lee' }]);
		const nobody = await chat({ operation: 'getAll', filters: { search } }, { call: { search: 'Zoe' } });
		expect(JSON.parse(nobody.answer)).toEqual([{ found: 0, message: 'No lead was found with search "Zoe".' }]);
	});

	it('updates and deletes a lead by its ID, and reads that one is unknown', async () => {
		const { id } = sandbox().addLead({ name: 'Ann Lee', email: 'ann@example.com' });
		const leadId = { __rl: true, mode: 'id', value: "={{ $fromAI('id', 'ID of the lead', 'string') }}" };
		const update = { operation: 'update', leadId, updateFields: { status: 'qualified' } };
		expect(JSON.parse((await chat(update, { call: { id } })).answer)).toMatchObject([{ id, status: 'qualified' }]);
		const remove = { operation: 'delete', leadId };
		expect(JSON.parse((await chat(remove, { call: { id } })).answer)).toMatchObject([{ deleted: true, id }]);
		expect((await chat(remove, { call: { id } })).answer).toContain('PollyBot has no lead with the ID');
	});
});
