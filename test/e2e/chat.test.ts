import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { z } from 'zod';
import { anyText, containing, including } from '~/test/matchers';
import { outputItems } from '~/tools/n8n/executionRecord';
import { until } from '~/tools/until';
import { publishChatPage } from './support/chatPage';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { readyExample } from './support/readyExample';

const { sandbox, rest, credential } = pollyBotInN8n();
const credentials = () => new Map([[/pollyBot/, credential()]]);

async function post(path: string, body: object): Promise<{ status: number; data: Record<string, unknown> }> {
	const options = { proxy: false, validateStatus: () => true } as const;
	const { status, data } = await axios.post<Record<string, unknown>>(`${host.url()}${path}`, body, options);
	return { status, data };
}

const said = () =>
	sandbox()
		.conversations()
		.map(({ messages }) => messages.map(({ message }) => message));

describe('public-chat-page.json', () => {
	let page: Awaited<ReturnType<typeof publishChatPage>>;
	beforeAll(async () => {
		page = await publishChatPage(rest(), credential());
	});
	afterAll(async () => {
		await rest().deactivate(page.id);
	});
	const say = async (sessionId: string, chatInput: string) =>
		await post(page.path, { action: 'sendMessage', sessionId, chatInput });

	it('keeps one conversation for each visitor', async () => {
		const [ann, bob] = [randomUUID(), randomUUID()];
		for (const text of ['Hello', 'Do you ship to Norway?', 'Thanks']) {
			const response = { output: containing(text) };
			expect(await say(ann, text)).toMatchObject({ status: 200, data: response });
			expect(await say(bob, `${text}, says Bob`)).toMatchObject({ status: 200, data: response });
		}
		expect(said()).toEqual([
			['Hello', 'Do you ship to Norway?', 'Thanks'],
			['Hello, says Bob', 'Do you ship to Norway?, says Bob', 'Thanks, says Bob'],
		]);
	});

	it('has friendly words when there is no response, and asks PollyBot once', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
		expect(await say(randomUUID(), 'Hello')).toMatchObject({ data: { output: containing('Sorry') } });
		expect(said()).toEqual([['Hello']]);
	});
});

describe('chat-to-lead.json', () => {
	let id: string;
	beforeAll(async () => {
		id = await rest().importWorkflow(await readyExample('chat-to-lead.json', credentials()));
		await rest().activate(id);
	});
	afterAll(async () => {
		await rest().deactivate(id);
	});
	const say = async (body: object) => await post('/webhook/pollybot-chat-window', body);
	const ann = { name: 'Ann Lee', email: 'ann@example.com' };

	it('responds, and saves the visitor with the ID of the conversation', async () => {
		const first = await say({ message: 'Hello' });
		expect(first).toEqual({ status: 200, data: { response: containing('Hello'), conversationId: anyText() } });
		const { conversationId } = first.data;
		await say({ message: 'Please call me', conversationId, ...ann });
		await say({ message: 'Tomorrow', conversationId, ...ann });
		expect(said()).toEqual([['Hello', 'Please call me', 'Tomorrow']]);
		const isSaved = () => sandbox().leads()[0]?.message === 'Tomorrow';
		await until('the lead is updated', isSaved);
		expect(sandbox().leads()).toMatchObject([
			{ ...ann, source: 'chat', customFields: { conversation_id: conversationId } },
		]);
	});

	it('says sorry when there is no response', async () => {
		sandbox().setChat(0);
		expect(await say({ message: 'Hello', ...ann })).toMatchObject({
			status: 502,
			data: { response: containing('Sorry'), error: 'INSUFFICIENT_CREDITS' },
		});
		expect(sandbox().leads()).toEqual([]);
	});
});

describe('inbox-drafts-to-approve.json', () => {
	const run = async (approval: object) => {
		const example = await readyExample('inbox-drafts-to-approve.json', credentials());
		const { pinData } = z.object({ pinData: z.record(z.unknown()) }).parse(example);
		const pinned = { pinData: { ...pinData, Approve: [{ json: approval }] } };
		const execution = await rest().run(await rest().importWorkflow({ ...example, ...pinned }), 'New Email');
		expect(execution.error).toBeUndefined();
		return (name: string) => outputItems(execution, name).map(({ json }) => json);
	};

	it('drafts a response to the pinned email, and sends it when a person approves', async () => {
		const items = await run({ Decision: 'Send', 'Your version': '' });
		expect(items('Tell a Colleague')).toEqual([
			including({ from: 'Ann Lee <ann@example.com>', draft: containing('Norway'), form: containing('http') }),
		]);
		expect(items('Send Response')).toEqual([
			{ to: 'Ann Lee <ann@example.com>', subject: 'Re: Shipping', text: containing('Norway') },
		]);
		expect(sandbox().conversations()).toMatchObject([
			{ messages: [{ message: containing('Shipping'), metadata: { from: 'Ann Lee <ann@example.com>' } }] },
		]);
	});

	it('sends what the person has written instead, or nothing', async () => {
		const changed = await run({ Decision: 'Send', 'Your version': 'Two days.' });
		expect(changed('Send Response')).toMatchObject([{ text: 'Two days.' }]);
		const rejected = await run({ Decision: "Don't send", 'Your version': '' });
		expect(rejected('Send Response')).toEqual([]);
	});

	it('leaves the email to a person when there is no draft', async () => {
		sandbox().fault({ effect: { kind: 'status', status: 503, after: true } });
		const items = await run({});
		expect(items('Answer by Hand')).toMatchObject([{ why: containing('did not confirm this message') }]);
		expect(said()).toHaveLength(1);
	});
});
