import { readText, type Reading } from '../../lead/cell';
import { unconfirmedMessage } from '../../messages/sentences';
import { readMetadataOf } from '../../parameters/pairs';
import { field, type Parameter } from '../../parameters/parameter';
import { chatbot } from '../../parameters/scope';
import type { Json } from '../../json';
import { isLost, isUnreadable } from '../../pollybot/failure';
import { chatPath } from '../../pollybot/paths';
import { fail } from '../../result';
import { operation } from '../../run/operation';
import { conclude, failWith, succeedWith } from '../outcomes';

const message = field(
	{
		displayName: 'Message',
		name: 'message',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. What are your opening hours?',
		description:
			'What to say to the chatbot. Each message is answered once, and costs AI credits of your PollyBot plan.',
	},
	(value): Reading<string> => {
		const text = readText(value);
		return text.value === '' ? fail('is empty. Map it to the text that the chatbot should answer.') : text;
	},
);

const conversationId = field(
	{
		displayName: 'Conversation ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		description: 'The ID of the conversation to continue, from an earlier response. Leave empty to start a new one.',
	},
	readText,
);

const metadata: Parameter<Json | undefined> = {
	options: [
		{
			displayName: 'Metadata',
			name: 'metadata',
			type: 'assignmentCollection',
			default: {},
			description: 'Data to send with the message, such as the page that the visitor is on',
		},
	],
	read: ({ get }) => readMetadataOf(undefined, get('options.metadata', {})),
};

/** Send a message to a chatbot. Source: PollyBot API v1.0, Send Message. */
export const sendMessage = operation({
	value: 'sendMessage',
	name: 'Send Message',
	description: 'Send a message to the chatbot and get its response',
	action: 'Send message',
	toolDescription:
		'Asks the company\'s own chatbot, which knows its products, prices and rules, and returns its response. To go on with the same conversation, pass the conversationId of the last response; leave it empty for a new one. If the result has error.code "UNCONFIRMED", do not send the message again.',
	output: 'Response',
	done: 'answered',
	noun: 'message',
	unusualSettings: {
		firstConcurrency: 2,
		options: {
			maxConcurrency: { default: 20 },
			timeout: { default: 120_000 },
			maxRetries: {
				description:
					'How often to retry after the rate limit or a refused connection. A message that may have arrived is never sent again.',
			},
		},
	},
	parameters: { chatbot, message, conversationId, metadata },

	key: ({ chatbot: whose, conversationId: id }) => (id === '' ? undefined : `${chatPath(whose)} ${id}`),
	async perform(row) {
		const { values, memory, execution } = row;
		// Retry On Fail performs the row again.
		if (memory.unconfirmed) return { failure: memory.unconfirmed };
		const subject = { scope: values.chatbot, isChat: true, conversationId: values.conversationId || undefined };
		const sent = await execution.client.sendMessage(values.chatbot, {
			message: values.message,
			conversationId: subject.conversationId,
			metadata: values.metadata,
		});
		const failure = sent.value?.error;
		if (failure === undefined || !(isLost(failure) || isUnreadable(failure)))
			return conclude(row, subject, sent, (reply) => succeedWith('Response', [reply]));
		const last = failWith(row, { ...subject, asker: 'once' }, failure);
		memory.unconfirmed = unconfirmedMessage(last.failure, failure.isStream);
		return { failure: memory.unconfirmed };
	},
});
