import type { INodeProperties } from 'n8n-workflow';

/** Of HTML, n8n lets a notice have nothing but links and lists with bullets. */
const STEPS = `To connect PollyBot, unfold “Webhook URLs” above and copy the Production URL. Then open your chatbot in PollyBot:<ul>
<li>Settings → Webhooks → Add Webhook.</li>
<li>Choose Lead Created, paste the URL, and save.</li>
<li>Copy the secret of this webhook.</li></ul>
And then, here:<ul>
<li>Paste it as “Webhook Secret” into the credential.</li>
<li>Activate (publish) this workflow.</li></ul>
PollyBot takes webhooks by hand only: when you no longer need it, delete it there too.`;

/** The trigger's parameters. */
export const triggerFields: INodeProperties[] = [
	{ displayName: STEPS, name: 'setupNotice', type: 'notice', default: '' },
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		required: true,
		options: [{ name: 'Lead Created', value: 'LEAD_CREATED', description: 'When a chatbot has got a new lead' }],
		default: ['LEAD_CREATED'],
		description: 'The events that start the workflow. Others are accepted, and nothing starts.',
	},
	{
		displayName: 'Chatbot ID',
		name: 'chatbotId',
		type: 'string',
		default: '',
		placeholder: 'Empty: every chatbot',
		description:
			'Start the workflow for the leads of this chatbot only, such as cb_1234567890abcdef. Empty: for every chatbot that calls the URL.',
	},
	{
		displayName: 'Verify Signature',
		name: 'verifySignature',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to start only when the call is signed with the Webhook Secret of the credential. If this is off, anyone who knows the URL can start the workflow.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	// By this n8n leaves the body alone: its parser would refuse what is no JSON before the signature is looked at.
	{ displayName: 'Options', name: 'options', type: 'hidden', default: { binaryData: true } },
];
