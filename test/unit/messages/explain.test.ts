import { explain, type Situation } from '~/nodes/PollyBot/messages/explain';
import { serviceCodeSchema as codeSchema } from '~/nodes/PollyBot/codes';
import type { ApiFailure } from '~/nodes/PollyBot/pollybot/failure';

const situation: Situation = {
	baseUrl: 'https://pollybot.app',
	scope: { chatbotId: 'cb_1' },
	timeout: 30_000,
	email: 'ann@example.com',
};

describe('what a person reads', () => {
	it.each<[string, ApiFailure, string]>([
		[
			'a field',
			{ serviceCode: 'VALIDATION_ERROR', field: 'phone', value: 5 },
			'PollyBot rejected the field \'Phone\' ("5").',
		],
		[
			'a field with something invisible in it',
			{ serviceCode: 'VALIDATION_ERROR', field: 'email', value: 'ann\u200b@example.com' },
			'PollyBot rejected the field \'Email\' ("ann[U+200B]@example.com").',
		],
		['no field', { serviceCode: 'VALIDATION_ERROR' }, 'PollyBot rejected the data of this lead.'],
		[
			'an object',
			{ serviceCode: 'VALIDATION_ERROR', field: 'metadata', value: { a: 1 } },
			"PollyBot rejected the field 'Metadata'. Correct",
		],
		[
			'a duplicate',
			{ serviceCode: 'DUPLICATE_EMAIL', existingLeadId: 'l1' },
			'A lead with the email "ann@example.com" is already in PollyBot (lead l1).',
		],
		['a duplicate without id', { serviceCode: 'DUPLICATE_EMAIL' }, 'is already in PollyBot. To go on'],
		['no key', { serviceCode: 'MISSING_AUTH_HEADER' }, 'PollyBot does not accept the API key.'],
		['a malformed key', { serviceCode: 'MALFORMED_AUTH_HEADER' }, 'PollyBot does not accept the API key.'],
		[
			'a key that has expired',
			{ serviceCode: codeSchema.parse('KEY_EXPIRED'), status: 401 },
			'PollyBot does not accept the API key.',
		],
		[
			'a chatbot, in newer words',
			{ serviceCode: codeSchema.parse('CHATBOT_NOT_FOUND'), status: 404 },
			'does not know the chatbot "cb_1".',
		],
		[
			'a conflict, in newer words',
			{ serviceCode: codeSchema.parse('LEAD_EXISTS'), status: 409, existingLeadId: 'l1' },
			'(lead l1)',
		],
		[
			'a limit, in newer words',
			{ serviceCode: codeSchema.parse('TOO_MANY_REQUESTS'), status: 429 },
			"PollyBot's rate limit is used up",
		],
		['a page with 404', { code: 'NOT_POLLYBOT', status: 404 }, "but not as PollyBot's API does (HTTP 404)"],
		['too much', { code: 'NOT_POLLYBOT', status: 200, isTooLarge: true }, 'sent more than 16 MB in one response'],
		['an unknown chatbot', { serviceCode: 'NOT_FOUND' }, 'PollyBot does not know the chatbot "cb_1".'],
		['the limit', { serviceCode: 'RATE_LIMIT_EXCEEDED', retryAfter: 200 }, 'Run the row again in 1 second.'],
		['the limit, no time', { serviceCode: 'RATE_LIMIT_EXCEEDED' }, 'Run the row again later.'],
		['a redirect to nowhere', { code: 'REDIRECT' }, 'redirects elsewhere'],
		['no DNS entry', { code: 'NETWORK', systemCode: 'ENOTFOUND' }, 'There is no server at https://pollybot.app.'],
		['no listener', { code: 'NETWORK', systemCode: 'ECONNREFUSED' }, 'does not accept connections'],
		[
			'a bad certificate',
			{ code: 'NETWORK', systemCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
			'its certificate is not trusted',
		],
		['a server without HTTPS', { code: 'NETWORK', systemCode: 'EPROTO' }, 'does not seem to speak HTTPS'],
		['anything else', { code: 'NETWORK', systemCode: 'ECONNRESET' }, 'broke off before PollyBot responded'],
		['a stop', { code: 'CANCELLED' }, 'so this row may or may not be finished. Run it again.'],
	])('%s', (_, failure, message) => {
		expect(explain(failure, situation).message).toContain(message);
	});

	it('a value that is too long to be quoted pushes nothing out of the sentence', () => {
		const failure: ApiFailure = { serviceCode: 'VALIDATION_ERROR', field: 'message', value: 'x'.repeat(5000) };
		expect(explain(failure, situation).message).toBe(
			"PollyBot rejected the field 'Message': it takes at most 1,000 characters, and this has 5,000. Shorten it in the row and run it again.",
		);
	});

	it('in the workspace, no chatbot is spoken of', () => {
		expect(explain({ serviceCode: 'NOT_FOUND' }, { ...situation, scope: 'workspace' }).message).not.toContain(
			'chatbot',
		);
	});

	it('the codes of the libraries in between are not shown', () => {
		const description = (systemCode: string) => explain({ code: 'NETWORK', systemCode }, situation).description;
		expect(['ECONNRESET', 'CERT_HAS_EXPIRED', 'EPROTO'].map(description)).toEqual([
			'System code: ECONNRESET.',
			'System code: CERT_HAS_EXPIRED.',
			'System code: EPROTO.',
		]);
		const libraries = ['ERR_BAD_RESPONSE', 'HPE_HEADER_OVERFLOW', 'Z_BUF_ERROR', 'ERR_STREAM_PREMATURE_CLOSE'];
		expect(libraries.map(description)).toEqual(libraries.map(() => undefined));
	});

	it('the service’s own words stand in the description', () => {
		expect(
			explain({ serviceCode: 'NOT_FOUND', serviceMessage: 'Chatbot not found', serviceDetail: 'Deleted' }, situation)
				.description,
		).toBe('PollyBot says: Chatbot not found: Deleted');
	});
});
