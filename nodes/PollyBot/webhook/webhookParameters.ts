import type { INodeProperties } from 'n8n-workflow';
import { triggerFilters } from '../parameters/filters';

/** Of HTML, n8n lets a notice have nothing but links and lists with bullets. */
const STEPS = `To connect PollyBot, expand “Webhook URLs” above and copy the Production URL. Then open your chatbot in PollyBot:<ul>
<li>Settings → Webhooks → Add Webhook.</li>
<li>Choose Lead Created, paste the URL, and save.</li>
<li>Copy the secret of this webhook.</li></ul>
And then, here:<ul>
<li>Paste it into a “PollyBot Webhook Secret API” credential.</li>
<li>Activate (publish) this workflow.</li></ul>
Webhooks can only be managed by hand in PollyBot: when you no longer need this one, delete it there too.`;

/** The trigger's parameters. */
export const triggerFields: INodeProperties[] = [
	{ displayName: STEPS, name: 'setupNotice', type: 'notice', default: '' },
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		required: true,
		options: [{ name: 'Lead Created', value: 'LEAD_CREATED', description: 'A chatbot has collected a new lead' }],
		default: ['LEAD_CREATED'],
	},
	{
		displayName: 'Chatbot ID',
		name: 'chatbotId',
		type: 'string',
		default: '',
		placeholder: 'e.g. cmhm6o40a05h8mn12dv3tc456',
		description:
			'Start the workflow only for leads of this chatbot. If this is empty, every chatbot that calls the URL starts it.',
	},
	{
		displayName: 'Verify Signature',
		name: 'verifySignature',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to start only when the call is signed with the secret of the credential. If this is off, anyone who knows the URL can start the workflow.',
	},
	...(triggerFilters.fields ?? []),
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	// With this, n8n does not parse the body: its parser would refuse invalid JSON before the signature is checked.
	{ displayName: 'Options', name: 'options', type: 'hidden', default: { binaryData: true } },
];
