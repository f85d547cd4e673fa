import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { leadsUrl, readConnection, type Connection } from '../nodes/PollyBot/api/connection';
import { explainCredential } from '../nodes/PollyBot/errors/explainCredential';

/** What the test asks for: `authenticate` puts the real URL in its place, so the test goes where the nodes go. */
const LEADS_OF_THIS_CREDENTIAL = 'leads-of-this-credential';

function onStatus(value: number, message: string): IAuthenticateRuleResponseCode {
	return { type: 'responseCode', properties: { value, message } };
}

const REDIRECT =
	"This address redirects to another one. Enter the final address as the 'Base URL': redirects are not followed, so that the API key stays with the host that you name.";

function testUrl(connection: Connection): string {
	const url = leadsUrl(connection);
	if (url !== undefined) return url;
	throw new UserError(
		`"${connection.chatbotId}" is not a valid 'Chatbot ID'. Copy the ID from PollyBot, or leave the field empty.`,
	);
}

/** A body that is not a JSON object stays text (a login page, an empty answer), and only a text has this. */
const notJson: IAuthenticateRuleResponseSuccessBody = {
	type: 'responseSuccessBody',
	properties: {
		key: 'constructor.name',
		value: 'String',
		message:
			"This address answers, but not as PollyBot does: it sent a web page or nothing. Check the 'Base URL', which is usually https://pollybot.app",
	},
};

export class PollyBotApi implements ICredentialType {
	name = 'pollyBotApi';

	displayName = 'PollyBot API';

	icon = {
		light: 'file:../nodes/PollyBot/icons/pollybot.svg',
		dark: 'file:../nodes/PollyBot/icons/pollybot.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-pollybot/n8n-nodes-pollybot#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. sk-workspace_…',
			description: 'The key of your PollyBot workspace',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://pollybot.app',
			description:
				'The address of PollyBot. Change it only if you run your own PollyBot, such as the sandbox. If you paste an endpoint, /api/v1 and everything after it is ignored.',
		},
		{
			displayName: 'Chatbot ID',
			name: 'chatbotId',
			type: 'string',
			default: '',
			placeholder: 'e.g. cb_9f8e7d6c5b4a3210',
			description: 'The chatbot to use when a node does not name one. Optional.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for PollyBot Trigger: the secret that PollyBot signs its webhook calls with',
		},
		{
			displayName: 'Allow Insecure HTTP',
			name: 'allowInsecureHttp',
			type: 'boolean',
			default: false,
			description:
				"Whether to allow a 'Base URL' with http:// for other hosts than this one. The API key is then sent unencrypted: use it only for a PollyBot in your own private network.",
		},
	];

	/**
	 * Adds the Bearer header, and gives the test its URL. A function, because n8n then evaluates no expression for each
	 * request.
	 *
	 * @throws UserError when the credential cannot be used, such as plain http to another host
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const connection = readConnection(credentials);
		if (!connection.ok) throw new UserError(explainCredential(connection.error));
		const headers = { ...requestOptions.headers, Authorization: `Bearer ${connection.value.apiKey}` };
		if (requestOptions.url !== LEADS_OF_THIS_CREDENTIAL) return { ...requestOptions, headers };
		return { ...requestOptions, baseURL: undefined, url: testUrl(connection.value), headers };
	};

	test: ICredentialTestRequest = {
		request: {
			// From here n8n takes the host that a credential limited to certain domains may call all the same.
			baseURL: '={{ $credentials.baseUrl }}',
			url: LEADS_OF_THIS_CREDENTIAL,
			qs: { limit: 1 },
			disableFollowRedirect: true,
		},
		// n8n reads rules of both kinds side by side; its type allows one kind only.
		rules: [
			onStatus(401, 'PollyBot does not accept this API key. Copy the whole key again from PollyBot.'),
			onStatus(
				404,
				"PollyBot is not found at this address, or does not know this chatbot. Check the 'Base URL' and the 'Chatbot ID'.",
			),
			...[301, 302, 303, 307, 308].map((status) => onStatus(status, REDIRECT)),
			notJson,
		] as IAuthenticateRuleResponseCode[],
	};
}
