import type { ApiFailure } from '~/nodes/PollyBot/pollybot/failure';
import { serviceCodeSchema as codeSchema } from '~/nodes/PollyBot/codes';
import { explain, type Situation } from '~/nodes/PollyBot/messages/explain';
import { BAD_CREDENTIALS } from '~/nodes/PollyBot/messages/sentences';

const inChatbot: Situation = { baseUrl: 'https://pollybot.app', scope: { chatbotId: 'cb_1' }, timeout: 30_000 };
const inWorkspace: Situation = { ...inChatbot, scope: 'workspace' };
const ofLead = { leadId: 'lead_1' };
const ofEmail = { email: 'ann@example.com' };
const poll = { asker: 'poll' } as const;
const named = (code: string) => codeSchema.parse(code);

describe('the whole sentence that a person reads', () => {
	it.each<[ApiFailure, Situation, string]>([
		[
			{ serviceCode: 'VALIDATION_ERROR', field: 'phone', value: true },
			inChatbot,
			`PollyBot rejected the field 'Phone' ("true"). Correct it in the row and run it again.`,
		],
		[
			{ serviceCode: 'VALIDATION_ERROR', field: 'name', value: 'x'.repeat(101) },
			inChatbot,
			`PollyBot rejected the field 'Name' ("${'x'.repeat(101)}"): it takes at most 100 characters, and this has 101. Shorten it in the row and run it again.`,
		],
		[
			{ serviceCode: 'VALIDATION_ERROR' },
			inChatbot,
			'PollyBot rejected the data of this lead. Correct the row and run it again.',
		],
		[
			{ serviceCode: 'VALIDATION_ERROR', isUnmergeable: true, field: 'metadata' },
			inChatbot,
			"This lead's 'Metadata' field in PollyBot has an unexpected type, so the lead was not updated. Correct it in PollyBot, or set the field without 'Add to Existing Values' to replace it.",
		],
		[
			{ serviceCode: 'DUPLICATE_EMAIL', existingLeadId: 'lead_2' },
			{ ...inChatbot, ...ofEmail },
			'A lead with the email "ann@example.com" is already in PollyBot (lead lead_2). To go on with such rows, set \'On Duplicate\' to "Send to Duplicate Output" or "Return the Existing Lead".',
		],
		[
			{ serviceCode: 'DUPLICATE_EMAIL', value: 'bob@example.com' },
			inChatbot,
			'A lead with the email "bob@example.com" is already in PollyBot. To go on with such rows, set \'On Duplicate\' to "Send to Duplicate Output" or "Return the Existing Lead".',
		],
		[
			{ serviceCode: 'DUPLICATE_EMAIL', value: '' },
			inChatbot,
			'A lead with this email is already in PollyBot. To go on with such rows, set \'On Duplicate\' to "Send to Duplicate Output" or "Return the Existing Lead".',
		],
		[
			{ serviceCode: 'DUPLICATE_EMAIL', existingLeadId: 'lead_2' },
			{ ...inChatbot, ...ofLead, ...ofEmail },
			'Another lead already has the email "ann@example.com" (lead lead_2), and PollyBot keeps one lead for each address. Correct the email, or update that lead.',
		],
		[
			{ serviceCode: 'NOT_FOUND' },
			{ ...inChatbot, ...ofLead },
			'PollyBot has no lead with the ID "lead_1" in the chatbot "cb_1". Check both IDs, or set \'Scope\' (in the options) to Workspace. The lead may have been deleted.',
		],
		[
			{ serviceCode: 'NOT_FOUND' },
			{ ...inWorkspace, ...ofLead },
			'PollyBot has no lead with the ID "lead_1" in this workspace. Check the ID: the lead may have been deleted.',
		],
		[
			{ serviceCode: 'NOT_FOUND' },
			inChatbot,
			"PollyBot does not know the chatbot \"cb_1\". Check the 'Chatbot ID' in the node or in the PollyBot API credential, or set 'Scope' (in the options) to Workspace.",
		],
		[
			{ serviceCode: 'NOT_FOUND' },
			inWorkspace,
			"PollyBot has no leads at this address (HTTP 404). Check the 'Base URL' in the PollyBot API credential.",
		],
		[
			{ serviceCode: 'RATE_LIMIT_EXCEEDED', retryAfter: 1001 },
			inChatbot,
			"PollyBot's rate limit is used up. Run the row again in 2 seconds.",
		],
		[
			{ serviceCode: 'RATE_LIMIT_EXCEEDED' },
			{ ...inChatbot, canDefer: true },
			"PollyBot's rate limit is used up. Run the row again later, or set 'On Rate Limit' to \"Send to Deferred Output\".",
		],
		[
			{ status: 401 },
			inChatbot,
			"PollyBot does not accept the API key. Copy the key again from PollyBot into the PollyBot API credential, and check that its 'Base URL' is the PollyBot that the key belongs to.",
		],
		[
			{ code: 'NOT_POLLYBOT', status: 499 },
			inChatbot,
			"https://pollybot.app responded, but not as PollyBot's API does (HTTP 499). Check the 'Base URL' in the PollyBot API credential: it is usually https://pollybot.app",
		],
		[
			{ code: 'NOT_POLLYBOT', status: 500 },
			inChatbot,
			'PollyBot is not available at the moment (HTTP 500). Run the row again later.',
		],
		[
			{ code: 'NOT_POLLYBOT', status: 502 },
			{ ...inChatbot, ...poll },
			'PollyBot is not available at the moment (HTTP 502). The next poll asks again, and no lead is missed.',
		],
		[
			{ code: 'NOT_POLLYBOT', status: 200, isTooLarge: true },
			inChatbot,
			"https://pollybot.app sent more than 16 MB in one response, and the rest was not read. Check the 'Base URL' in the PollyBot API credential; to list leads with very large metadata, set a lower 'Limit'.",
		],
		...(['poll', 'once'] as const).map((asker): [ApiFailure, Situation, string] => [
			{ code: 'NOT_POLLYBOT', status: 200, isTooLarge: true },
			{ ...inChatbot, asker },
			"https://pollybot.app sent more than 16 MB in one response, and the rest was not read. Check the 'Base URL' in the PollyBot API credential.",
		]),
		[
			{ code: 'NETWORK', systemCode: 'EAI_AGAIN' },
			inChatbot,
			'n8n could not look up https://pollybot.app (DNS). Check the Internet connection and the DNS of your n8n. Run the row again later.',
		],
		...['EHOSTUNREACH', 'ENETUNREACH'].map((systemCode): [ApiFailure, Situation, string] => [
			{ code: 'NETWORK', systemCode },
			inChatbot,
			"https://pollybot.app does not accept connections. Check that PollyBot is running there and that the 'Base URL' in the PollyBot API credential is right.",
		]),
		[
			{ code: 'NETWORK', systemCode: 'CERT_HAS_EXPIRED' },
			inChatbot,
			"The secure connection to https://pollybot.app could not be made: its certificate is not trusted or does not match. Check the 'Base URL' in the PollyBot API credential; for a private certificate, set NODE_EXTRA_CA_CERTS.",
		],
		[
			{ code: 'NETWORK' },
			inChatbot,
			'The connection to https://pollybot.app broke off before PollyBot responded. Run the row again later.',
		],
		[
			{ code: 'TIMEOUT' },
			inChatbot,
			"PollyBot did not respond within 30 seconds. Run the row again later, or raise 'Timeout' in the options.",
		],
		[
			{ code: 'TIMEOUT' },
			{ ...inChatbot, ...poll, timeout: 1000 },
			'PollyBot did not respond within 1 second. The next poll asks again, and no lead is missed.',
		],
		[
			{ code: 'REDIRECT', status: 302, location: 'https://login.example.com' },
			inChatbot,
			"https://pollybot.app redirects to https://login.example.com, and the request was not sent there. Enter the final address as the 'Base URL' in the PollyBot API credential.",
		],
		[{ status: 500 }, inChatbot, 'PollyBot could not process the request (HTTP 500). Run the row again later.'],
		[
			{ status: 403, serviceCode: named('PLAN_ENDED') },
			inChatbot,
			'PollyBot rejected the request (HTTP 403, PLAN_ENDED). Correct the row or the settings, and run it again.',
		],
		[
			{ serviceCode: named('PLAN_ENDED') },
			{ ...inChatbot, ...poll },
			'PollyBot rejected the request (PLAN_ENDED). Correct the settings.',
		],
	])('%j', (failure, situation, message) => {
		expect(explain(failure, situation).message).toBe(message);
	});

	it.each<[ApiFailure, string | undefined]>([
		[
			{ code: 'REDIRECT', serviceMessage: 'Moved' },
			'Redirects are not followed, so your API key is never sent to another site.',
		],
		[
			{ code: 'NOT_POLLYBOT', status: 404 },
			'Such a response comes from a login page, a web page or a proxy, for example.',
		],
		[{ code: 'NOT_POLLYBOT', status: 500 }, undefined],
		[{ code: 'NOT_POLLYBOT', status: 200, isTooLarge: true }, undefined],
		[{ code: 'NETWORK', systemCode: 'ECONNRESET' }, 'System code: ECONNRESET.'],
		[{ code: 'NETWORK', systemCode: 'xECONNRESET' }, undefined],
		[{ code: 'NETWORK', systemCode: 'ECONNRESET_1' }, undefined],
		[{ code: 'NETWORK' }, undefined],
		[{ status: 500, serviceMessage: 'Down' }, 'PollyBot says: Down'],
		[{ status: 500, serviceDetail: 'Tonight' }, 'PollyBot says: Tonight'],
		[{ status: 500 }, undefined],
	])('%j is explained further by: %s', (failure, description) => {
		expect(explain(failure, inChatbot).description).toBe(description);
	});

	it('a value of some length is not quoted beside what is wrong with its length', () => {
		const refused = (length: number) =>
			explain({ serviceCode: 'VALIDATION_ERROR', field: 'name', value: 'x'.repeat(length) }, inChatbot).message;
		// With its quotation marks and brackets, 195 characters are the 200 that may be quoted.
		expect(refused(195)).toContain(`'Name' ("${'x'.repeat(195)}"): it takes`);
		expect(refused(196)).toContain("'Name': it takes");
	});
});

describe('what is wrong with a credential', () => {
	it.each([
		['unreadable', 'The PollyBot API credential cannot be read. Open it and save it again.'],
		['noKey', 'The PollyBot API credential has no API key. Open it and enter the key.'],
		[
			'oddKey',
			'The API key in the PollyBot API credential is too long, or contains a space or another invalid character. Paste the key again.',
		],
		[
			'noAddress',
			"The 'Base URL' in the PollyBot API credential is not a web address. Enter one such as https://pollybot.app",
		],
		[
			'insecure',
			"The 'Base URL' in the PollyBot API credential begins with http://, so the API key would be sent unencrypted. Use https://, or turn on 'Allow Insecure HTTP' for a PollyBot in your private network.",
		],
	] as const)('%s', (problem, sentence) => {
		expect(BAD_CREDENTIALS[problem]).toBe(sentence);
	});
});
