import type { INodeProperties } from 'n8n-workflow';
import { triggerFilters } from '../parameters/filters';

/** Of HTML, n8n lets a notice have nothing but links and lists with bullets. */
const STEPS = `Connect PollyBot:<ul>
<li>1. Copy the Production URL (under Webhook URLs, above). The Test URL works only while this editor listens.</li>
<li>2. In PollyBot, open your chatbot → Settings → Webhooks → Add Webhook.</li>
<li>3. Choose Lead Created, paste the URL, and save.</li>
<li>4. PollyBot shows the secret only once: copy it before you close the dialog.</li>
<li>5. Paste it into a PollyBot Webhook Secret API credential here.</li>
<li>6. Publish this workflow (in n8n 1.x: switch it to Active).</li></ul>
If you no longer need the webhook, delete it in PollyBot too.`;

/** The trigger's parameters. */
export const triggerFields: INodeProperties[] = [
	{ displayName: STEPS, name: 'setupNotice', type: 'notice', default: '' },
	// n8n shows the credential before the parameter that it depends on.
	{
		displayName: 'Verify Signature',
		name: 'verifySignature',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to start only when the call is signed with the secret of the credential. If this is off, anyone who knows the URL can start the workflow.',
	},
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
			'Start the workflow only for leads of this chatbot. Paste its ID, or the widget code of your website. If this is empty, every chatbot that calls the URL starts it.',
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
	// With this, n8n does not parse the body: its parser would reject invalid JSON before the signature is checked.
	{ displayName: 'Options', name: 'options', type: 'hidden', default: { binaryData: true } },
];
