import { parseJson } from '../../json';
import { readFields, readList, readTypeform, type Answer } from './answers';

/** A place where a form puts its answers. */
export interface Place {
	/** Whose forms do so. */
	readonly form: string;
	/** The ways to it, from the item or from the body of a webhook; what several lead to is put together. */
	readonly paths: ReadonlyArray<readonly string[]>;
}

/**
 * Where answers are searched, in this order: the way to them, with `+` between several. The first place that names a person
 * and an address counts. Sources: the documents of these systems about their webhooks and APIs.
 */
export const PLACES: readonly Place[] = `
Facebook Lead Ads: field_data
Google Ads: user_column_data
TikTok: entry.0.changes
TikTok: entry.changes
LinkedIn: formResponse.answers
Typeform: form_response
Typeform: .
Tally: data.fields
Jotform: rawRequest
Jotform: content.answers
Cal.com: payload.responses
Cal.com: responses
Cal.com: payload.attendees.0
Calendly: payload + payload.questions_and_answers + payload.tracking
Fillout: submission.questions
Formspree: submission
Google Forms: namedValues
Webflow: payload.data
Wix: data.submissions
Wix: submissionData
Formbricks: data.data
HubSpot: properties
Mailchimp: data.merges
Mailchimp: data.merges + data
Klaviyo: data.attributes
Intercom: data.item
Stripe: data.object
Stripe: data.object.customer_details
Supabase: record
Strapi: entry
Baserow: items.0
NocoDB: data.rows.0
a form: fields
a form: answers
a form: questions
a form: form_fields
a form: data
a form: payload
a form: values
ActiveCampaign: contact
WooCommerce: billing
Shopify: customer
Shopify: billing_address
Squarespace: billingAddress
Pipedrive: current
ClickUp: custom_fields
ClickUp: payload.custom_fields
Zoom: payload.object.registrant
Thinkific: payload.user
Teachable: object
Eventbrite: profile
Zendesk: ticket.requester
Brevo: attributes
SendPulse: variables
Systeme.io: customer + customer.fields
Hotmart: data.buyer
Kiwify: Customer
Chargebee: content.customer
Luma: data.guest
SavvyCal: payload.scheduler
a chat: visitor
a chat: requester
a lead: lead
a lead: subscriber
a lead: person
`
	.trim()
	.split('\n')
	.map((line) => {
		const [form = '', paths = ''] = line.split(': ');
		return { form, paths: paths.split(' + ').map((path) => path.split('.').filter(Boolean)) };
	});

/**
 * What may be read from a value: the answers of a response, of a list, of a record.
 *
 * @param name of the field that contains it; empty for an item itself
 */
export function readPlace(value: unknown, name: string): ReadonlyArray<readonly Answer[]> {
	if (name === 'rawRequest') return [readRawRequest(value)];
	if (name === '') return [readTypeform(value)];
	return [readTypeform(value), readList(value), readFields(value)].filter((answers) => answers.length > 0);
}

/** JSON text of values by the names of their fields, which Jotform numbers: `q3_name`. Files have no number. */
function readRawRequest(value: unknown): readonly Answer[] {
	const fields = typeof value === 'string' ? parseJson(value) : undefined;
	return readFields(fields).flatMap(({ heading, value: one }) => {
		const name = /^q\d+_(.+)$/.exec(heading)?.[1] ?? (isUploads(one) ? heading : undefined);
		return name === undefined ? [] : [{ heading: name, value: one }];
	});
}

function isUploads(value: unknown): boolean {
	return Array.isArray(value) && value.every((one) => typeof one === 'string' && one.startsWith('https://'));
}
