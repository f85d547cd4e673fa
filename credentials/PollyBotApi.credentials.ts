import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';
import { findStray, readConnection, type Stray } from '../nodes/PollyBot/pollybot/connection';
import { BAD_CREDENTIALS } from '../nodes/PollyBot/messages/sentences';

const STRAYS: Readonly<Record<Stray, string>> = {
	elsewhere:
		"The PollyBot API credential sends its key to its 'Base URL' only, and this request goes to another address. Enter a whole URL that begins with the 'Base URL'.",
	readable:
		'Through this proxy the API key could be read. Use https:// without ignoring certificate errors, or leave out the proxy.',
};

/** For n8n's older and newer request helpers: with a redirect the key would go to another host. */
const NO_REDIRECTS = { disableFollowRedirect: true, followRedirect: false, followAllRedirects: false };

/** PollyBot's API key and address. The node PollyBot tests it. */
export class PollyBotApi implements ICredentialType {
	name = 'pollyBotApi';

	displayName = 'PollyBot API';

	icon = {
		light: 'file:../nodes/PollyBot/icons/pollybot.svg',
		dark: 'file:../nodes/PollyBot/icons/pollybot.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-pollybot/n8n-nodes-pollybot#quick-start';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. sk-workspace_…',
			description:
				'The key of your PollyBot workspace. It starts with sk-workspace_. See <a href="https://pollybot.app/docs/authentication" target="_blank">PollyBot\'s guide</a>.',
			hint: 'Find it in the settings of your PollyBot dashboard',
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
			placeholder: 'e.g. cmhm6o40a05h8mn12dv3tc456',
			description:
				"The chatbot to use when a node names none. If it is empty too, a node needs a 'Chatbot ID', or the option 'Scope' set to Workspace.",
			hint: 'Find it in PollyBot, or paste the widget code of your website',
		},
		{
			displayName: 'Allow Insecure HTTP',
			name: 'allowInsecureHttp',
			type: 'boolean',
			default: false,
			description:
				"Whether to allow a 'Base URL' with http:// for hosts other than this one. The API key is then sent unencrypted: use it only for a PollyBot in your own private network.",
			// Wherever in the text it stands: spaces that nobody sees may come before it. Not a pattern: n8n gives those 250 ms, each
			// time that it reads a credential, and then fails the row.
			displayOptions: {
				show: { baseUrl: ['http:', 'HTTP:', 'Http:'].map((scheme) => ({ _cnd: { includes: scheme } })) },
				// With its successor, showOnDeployment, n8n 1.x reads no credential at all.
				hideOnCloud: true,
			},
		},
	];

	/**
	 * Adds the Bearer header to a request to the Base URL, of this package's nodes or another one such as HTTP Request. A
	 * function, because n8n then evaluates no expression for each request.
	 *
	 * @throws UserError when the key must not be sent: plain http, another address, a proxy that could read it
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => await Promise.resolve(sign(credentials, requestOptions));
}

function sign(credentials: ICredentialDataDecryptedObject, requestOptions: IHttpRequestOptions): IHttpRequestOptions {
	const connection = readConnection(credentials);
	if (!connection.ok) throw new UserError(BAD_CREDENTIALS[connection.error]);
	const stray = findStray(requestOptions, connection.value);
	if (stray !== undefined) throw new UserError(STRAYS[stray]);
	const headers = { ...requestOptions.headers, Authorization: `Bearer ${connection.value.apiKey}` };
	return { ...requestOptions, ...NO_REDIRECTS, headers };
}
