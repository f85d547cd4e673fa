import { explain, explainLookUp, type Situation } from '~/nodes/PollyBot/messages/explain';
import type { Failure } from '~/nodes/PollyBot/messages/failure';
import { unconfirmedMessage } from '~/nodes/PollyBot/messages/sentences';

const chat: Situation = {
	baseUrl: 'https://pollybot.app',
	scope: { chatbotId: 'cb_1' },
	timeout: 120_000,
	isChat: true,
	asker: 'once',
};
const outOfCredits = { serviceCode: 'INSUFFICIENT_CREDITS', status: 402 } as const;

describe('the sentence about a message that was not answered', () => {
	it.each([
		[
			{ code: 'TIMEOUT' } as const,
			chat,
			"PollyBot did not respond within 120 seconds. If its responses take longer, raise 'Timeout' in the options.",
		],
		[
			outOfCredits,
			chat,
			'The AI credits of your PollyBot plan are used up. Add credits in PollyBot, then run the row again.',
		],
		[
			{ serviceCode: 'NOT_FOUND', status: 404 } as const,
			{ ...chat, conversationId: 'c_1' },
			'PollyBot does not know the chatbot "cb_1", or has no conversation "c_1" with it. Check \'Chatbot ID\' and \'Conversation ID\'.',
		],
		[
			{ serviceCode: 'NOT_FOUND', status: 404 } as const,
			chat,
			'PollyBot does not know the chatbot "cb_1". Check the \'Chatbot ID\' in the node or in the PollyBot API credential.',
		],
	])('says what to do about %j', (failure, situation, sentence) => {
		expect(explain(failure, situation).message).toBe(sentence);
	});

	it('says in the editor to try again', () => {
		expect(explainLookUp(outOfCredits, chat, 'sk-workspace_test1234')).toMatch(/then try again\.$/);
	});
});

describe('what is said of a message that may have been answered', () => {
	const last: Failure = { message: 'It broke off.', description: 'System code: ECONNRESET.', httpStatus: 502 };

	it('has the reason in the description', () => {
		expect(unconfirmedMessage(last)).toEqual({
			code: 'UNCONFIRMED',
			message:
				'PollyBot did not confirm this message: it may have been answered and billed. It is not sent again: look at the conversation in PollyBot first.',
			description: 'It broke off. System code: ECONNRESET.',
			httpStatus: 502,
		});
		expect(unconfirmedMessage({ message: 'It broke off.' }).description).toBe('It broke off.');
	});

	it('begins with the stream, if there was one', () => {
		const { message, description } = unconfirmedMessage(last, true);
		expect(message).toMatch(/^It broke off\. The message may have been answered and billed\./);
		expect(description).toBe('System code: ECONNRESET.');
		expect(unconfirmedMessage({ message: 'It broke off.' }, true).description).toBeUndefined();
	});

	it('says CANCELLED where the execution was stopped', () => {
		expect(unconfirmedMessage({ ...last, code: 'CANCELLED' }).code).toBe('CANCELLED');
	});
});
