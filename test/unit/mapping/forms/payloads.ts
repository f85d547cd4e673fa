/** A payload of a form, made up after the published one, and the lead that automatic mapping makes of it. */
export interface Payload {
	readonly form: string;
	/** Where such a payload is described. */
	readonly source: string;
	readonly json: object;
	readonly lead: object;
}

const ANN = { name: 'Ann Lee', email: 'ann@example.com' };
const PHONE = '+1-555-0100';

/** A call of n8n's Webhook node. */
const call = (body: unknown, query: object = {}) => ({
	headers: {
		host: 'n8n.example.com',
		cookie: 'session=abc',
		authorization: 'Bearer abc',
		'x-forwarded-for': '203.0.113.9',
	},
	params: {},
	query,
	body,
	webhookUrl: 'https://n8n.example.com/webhook/abc',
	executionMode: 'production',
});

const tallyFields = [
	{ key: 'question_1', label: 'Full name', type: 'INPUT_TEXT', value: 'Ann Lee' },
	{ key: 'question_2', label: 'Email', type: 'INPUT_EMAIL', value: 'ann@example.com' },
	{ key: 'question_3', label: 'Phone', type: 'INPUT_PHONE_NUMBER', value: PHONE },
	{
		key: 'question_4',
		label: 'Plan',
		type: 'MULTIPLE_CHOICE',
		value: ['b1'],
		options: [
			{ id: 'a1', text: 'Free' },
			{ id: 'b1', text: 'Pro' },
		],
	},
	{
		key: 'question_5',
		label: 'Interests',
		type: 'CHECKBOXES',
		value: ['x', 'y'],
		options: [
			{ id: 'x', text: 'Bots' },
			{ id: 'y', text: 'Forms' },
		],
	},
	{ key: 'question_5_x', label: 'Interests (Bots)', type: 'CHECKBOXES', value: true },
	{ key: 'question_5_y', label: 'Interests (Forms)', type: 'CHECKBOXES', value: true },
	{ key: 'question_6', label: 'utm_source', type: 'HIDDEN_FIELDS', value: 'google' },
	{
		key: 'question_7',
		label: 'Brief',
		type: 'FILE_UPLOAD',
		value: [
			{ id: 'f', name: 'brief.pdf', url: 'https://files.example.com/brief.pdf', mimeType: 'application/pdf', size: 9 },
		],
	},
	{ key: 'question_8', label: 'Comment', type: 'TEXTAREA', value: null },
];
const tallyLead = {
	...ANN,
	phone: PHONE,
	metadata: {
		Plan: 'Pro',
		Interests: ['Bots', 'Forms'],
		utm_source: 'google',
		Brief: 'https://files.example.com/brief.pdf',
	},
};
const tally = {
	eventId: 'e1',
	eventType: 'FORM_RESPONSE',
	createdAt: '2026-11-01T10:00:00.000Z',
	data: { responseId: 'r1', respondentId: 'p1', formId: 'f1', formName: 'Contact', fields: tallyFields },
};

const typeform = {
	event_id: 'e1',
	event_type: 'form_response',
	form_response: {
		form_id: 'f1',
		token: 'secret',
		hidden: { utm_campaign: 'spring' },
		definition: {
			id: 'f1',
			title: 'Contact',
			fields: [
				{ id: '1', ref: 'r1', title: "What's your first name?", type: 'short_text' },
				{ id: '2', ref: 'r2', title: 'And your last name?', type: 'short_text' },
				{ id: '3', ref: 'r3', title: 'Where can we reach you?', type: 'email' },
				{ id: '4', ref: 'r4', title: 'Which plan?', type: 'multiple_choice' },
				{ id: '5', ref: 'r5', title: 'Your interests', type: 'multiple_choice' },
				{ id: '6', ref: 'r6', title: 'Newsletter', type: 'yes_no' },
				{ id: '7', ref: 'r7', title: 'Your brief', type: 'file_upload' },
			],
		},
		answers: [
			{ type: 'text', text: 'Ann', field: { id: '1', type: 'short_text', ref: 'r1' } },
			{ type: 'text', text: 'Lee', field: { id: '2', type: 'short_text', ref: 'r2' } },
			{ type: 'email', email: 'ann@example.com', field: { id: '3', type: 'email', ref: 'r3' } },
			{
				type: 'choice',
				choice: { id: 'c', label: 'Pro', ref: 'x' },
				field: { id: '4', type: 'multiple_choice', ref: 'r4' },
			},
			{
				type: 'choices',
				choices: { ids: ['a', 'b'], labels: ['Bots', 'Forms'] },
				field: { id: '5', type: 'multiple_choice', ref: 'r5' },
			},
			{ type: 'boolean', boolean: true, field: { id: '6', type: 'yes_no', ref: 'r6' } },
			{
				type: 'file_url',
				file_url: 'https://files.example.com/b.pdf',
				field: { id: '7', type: 'file_upload', ref: 'r7' },
			},
		],
	},
};
const typeformLead = {
	...ANN,
	metadata: {
		'Which plan?': 'Pro',
		'Your interests': ['Bots', 'Forms'],
		Newsletter: true,
		'Your brief': 'https://files.example.com/b.pdf',
		utm_campaign: 'spring',
	},
};

const facebook = {
	id: '444',
	created_time: '2026-11-01T10:00:00+0000',
	ad_id: '1',
	form_id: '2',
	field_data: [
		{ name: 'full_name', values: ['Ann Lee'] },
		{ name: 'email', values: ['ann@example.com'] },
		{ name: 'phone_number', values: [PHONE] },
		{ name: 'what_is_your_budget?', values: ['1000-5000'] },
		{ name: 'interests', values: ['Bots', 'Forms'] },
	],
};
const facebookLead = {
	...ANN,
	phone: PHONE,
	metadata: { 'what_is_your_budget?': '1000-5000', interests: ['Bots', 'Forms'] },
};
const facebookContext = { id: '444', created_time: '2026-11-01T10:00:00+0000', ad_id: '1', form_id: '2' };

const jotformRaw = JSON.stringify({
	slug: 'submit/123',
	jsExecutionTracker: 'build-date',
	submitSource: 'unknown',
	q3_name: { first: 'Ann', last: 'Lee' },
	q4_email: 'ann@example.com',
	q5_phoneNumber: { full: '(555) 010-0100' },
	q6_interests: ['Bots', 'Forms'],
	event_id: '1',
	fileUpload: ['https://files.example.com/a.png'],
});

const elementorFields = {
	name: { id: 'name', type: 'text', title: 'Name', value: 'Ann Lee', raw_value: 'Ann Lee', required: '0' },
	email: {
		id: 'email',
		type: 'email',
		title: 'Email',
		value: 'ann@example.com',
		raw_value: 'ann@example.com',
		required: '1',
	},
	field_1: { id: 'field_1', type: 'tel', title: 'How to call you', value: PHONE, raw_value: PHONE, required: '0' },
	message: { id: 'message', type: 'textarea', title: 'Message', value: 'Hi', raw_value: 'Hi', required: '0' },
};
const elementorLead = { ...ANN, phone: PHONE, metadata: { Message: 'Hi' } };
const elementorFlat = Object.fromEntries([
	['form[id]', '1'],
	['form[name]', 'Contact'],
	...Object.entries(elementorFields).flatMap(([id, field]) =>
		Object.entries(field).map(([key, value]) => [`fields[${id}][${key}]`, value]),
	),
	['meta[remote_ip][title]', 'Remote IP'],
	['meta[remote_ip][value]', '203.0.113.9'],
]) as object;

const calendly = {
	event: 'invitee.created',
	created_at: '2026-11-01T10:00:00.000000Z',
	payload: {
		name: 'Ann Lee',
		first_name: null,
		last_name: null,
		email: 'ann@example.com',
		timezone: 'Europe/Berlin',
		uri: 'https://api.calendly.com/x',
		questions_and_answers: [
			{ question: 'Phone number', answer: PHONE, position: 0 },
			{ question: 'Topic', answer: 'Demo', position: 1 },
		],
		tracking: { utm_source: 'google', utm_medium: null },
	},
};

export const PAYLOADS: readonly Payload[] = [
	{
		form: 'Facebook Lead Ads',
		source: 'Graph API, Lead',
		json: facebook,
		lead: { ...facebookLead, metadata: { ...facebookLead.metadata, ...facebookContext } },
	},
	{ form: 'Facebook Lead Ads by a webhook', source: 'Graph API, Lead', json: call(facebook), lead: facebookLead },
	{
		form: "n8n's Facebook Lead Ads Trigger",
		source: 'n8n-nodes-base, FacebookLeadAdsTrigger',
		json: {
			id: '444',
			data: { full_name: 'Ann Lee', email: 'ann@example.com', phone_number: PHONE },
			form: { id: '2', name: 'Form' },
			created_time: 'x',
		},
		lead: { ...ANN, phone: PHONE, metadata: { id: '444', created_time: 'x' } },
	},
	{
		form: 'Facebook Lead Ads, first and last name',
		source: 'Graph API, Lead',
		json: {
			field_data: [
				{ name: 'first_name', values: ['Ann'] },
				{ name: 'last_name', values: ['Lee'] },
				{ name: 'work_email', values: ['ann@example.com'] },
			],
		},
		lead: ANN,
	},
	{ form: 'Tally', source: 'tally.so/help/webhooks', json: call(tally), lead: tallyLead },
	{
		form: 'Tally, the body alone',
		source: 'tally.so/help/webhooks',
		json: tally,
		lead: {
			...tallyLead,
			metadata: {
				...tallyLead.metadata,
				eventId: 'e1',
				eventType: 'FORM_RESPONSE',
				createdAt: '2026-11-01T10:00:00.000Z',
			},
		},
	},
	{
		form: 'Tally, an email question in other words',
		source: 'tally.so/help/webhooks',
		json: call({
			data: {
				fields: [
					{ key: 'a', label: 'Who are you?', type: 'INPUT_TEXT', value: 'Ann Lee' },
					{ key: 'n', label: 'Name', type: 'INPUT_TEXT', value: 'Ann Lee' },
					{ key: 'b', label: 'Where do we write to?', type: 'INPUT_EMAIL', value: 'ann@example.com' },
				],
			},
		}),
		lead: { ...ANN, metadata: { 'Who are you?': 'Ann Lee' } },
	},
	{
		form: 'Typeform',
		source: 'typeform.com/developers/webhooks/example-payload',
		json: call(typeform),
		lead: typeformLead,
	},
	{
		form: "n8n's Typeform Trigger, not simplified",
		source: 'n8n-nodes-base, TypeformTrigger',
		json: typeform,
		lead: { ...typeformLead, metadata: { ...typeformLead.metadata, event_id: 'e1', event_type: 'form_response' } },
	},
	{
		form: "n8n's Typeform Trigger, simplified",
		source: 'n8n-nodes-base, TypeformTrigger',
		json: { 'What is your name?': 'Ann Lee', 'What is your email?': 'ann@example.com', 'Which plan?': 'Pro' },
		lead: { ...ANN, metadata: { 'Which plan?': 'Pro' } },
	},
	{
		form: 'Typeform, a contact block',
		source: 'typeform.com/developers, contact_info',
		json: {
			form_response: {
				definition: {
					fields: [
						{
							id: 'c',
							title: 'Contact',
							type: 'contact_info',
							properties: {
								fields: [
									{ id: '1', title: 'First name' },
									{ id: '2', title: 'Last name' },
									{ id: '3', title: 'Email' },
									{ id: '4', title: 'Phone number' },
								],
							},
						},
					],
				},
				answers: [
					{ type: 'text', text: 'Ann', field: { id: '1' } },
					{ type: 'text', text: 'Lee', field: { id: '2' } },
					{ type: 'email', email: 'ann@example.com', field: { id: '3' } },
					{ type: 'phone_number', phone_number: PHONE, field: { id: '4' } },
				],
			},
		},
		lead: { ...ANN, phone: PHONE },
	},
	{
		form: 'Jotform',
		source: 'jotform.com/help/245',
		json: call({
			formID: '1',
			submissionID: '2',
			ip: '203.0.113.9',
			formTitle: 'Contact',
			pretty: 'Name:Ann Lee',
			username: 'shop',
			rawRequest: jotformRaw,
			type: 'WEB',
		}),
		lead: {
			...ANN,
			phone: '(555) 010-0100',
			metadata: { interests: ['Bots', 'Forms'], fileUpload: 'https://files.example.com/a.png' },
		},
	},
	{
		form: 'Jotform API',
		source: 'api.jotform.com/docs, submission',
		json: {
			id: '1',
			form_id: '2',
			ip: '203.0.113.9',
			status: 'ACTIVE',
			answers: {
				3: {
					name: 'name',
					text: 'Your name',
					type: 'control_fullname',
					answer: { first: 'Ann', last: 'Lee' },
					prettyFormat: 'Ann Lee',
				},
				4: { name: 'email', text: 'Email', type: 'control_email', answer: 'ann@example.com' },
				5: { name: 'plan', text: 'Plan', type: 'control_radio', answer: 'Pro' },
			},
		},
		lead: { ...ANN, metadata: { plan: 'Pro', id: '1', form_id: '2' } },
	},
	{
		form: 'HubSpot contact',
		source: 'developers.hubspot.com, CRM objects v3',
		json: {
			id: '1',
			properties: { firstname: 'Ann', lastname: 'Lee', email: 'ann@example.com', phone: PHONE, jobtitle: 'CTO' },
			archived: false,
		},
		lead: { ...ANN, phone: PHONE, metadata: { jobtitle: 'CTO', id: '1', archived: false } },
	},
	{
		form: 'HubSpot contact, v1',
		source: 'developers.hubspot.com, contacts v1',
		json: {
			vid: 1,
			properties: {
				firstname: { value: 'Ann', versions: [] },
				lastname: { value: 'Lee' },
				email: { value: 'ann@example.com' },
			},
		},
		lead: { ...ANN, metadata: { vid: 1 } },
	},
	{
		form: 'HubSpot workflow webhook',
		source: 'knowledge.hubspot.com, webhooks',
		json: call({
			vid: 1,
			'portal-id': 2,
			properties: { firstname: { value: 'Ann' }, lastname: { value: 'Lee' }, email: { value: 'ann@example.com' } },
		}),
		lead: ANN,
	},
	{
		form: 'HubSpot form submission',
		source: 'developers.hubspot.com, forms',
		json: {
			submittedAt: 1,
			values: [
				{ name: 'firstname', value: 'Ann' },
				{ name: 'lastname', value: 'Lee' },
				{ name: 'email', value: 'ann@example.com' },
			],
		},
		lead: { ...ANN, metadata: { submittedAt: 1 } },
	},
	{
		form: 'Elementor, advanced data',
		source: 'developers.elementor.com, webhook action',
		json: call({
			form: { id: '1', name: 'Contact' },
			fields: elementorFields,
			meta: { remote_ip: { title: 'Remote IP', value: '203.0.113.9' } },
		}),
		lead: elementorLead,
	},
	{
		form: 'Elementor, advanced data as a form',
		source: 'developers.elementor.com, webhook action',
		json: call(elementorFlat),
		lead: elementorLead,
	},
	{
		form: 'Elementor, plain data',
		source: 'developers.elementor.com, webhook action',
		json: call({
			Name: 'Ann Lee',
			Email: 'ann@example.com',
			'Remote IP': '203.0.113.9',
			'User Agent': 'Mozilla',
			form_id: '1',
			form_name: 'Contact',
		}),
		lead: { ...ANN, metadata: { form_id: '1', form_name: 'Contact' } },
	},
	{
		form: 'Airtable',
		source: 'airtable.com/developers, records',
		json: {
			id: 'rec1',
			createdTime: '2026-11-01T10:00:00.000Z',
			fields: { Name: 'Ann Lee', Email: 'ann@example.com', Phone: PHONE, Tags: ['a', 'b'] },
		},
		lead: { ...ANN, phone: PHONE, metadata: { Tags: ['a', 'b'], id: 'rec1', createdTime: '2026-11-01T10:00:00.000Z' } },
	},
	{
		form: 'Google Forms by Apps Script',
		source: 'developers.google.com/apps-script, form events',
		json: call({
			namedValues: {
				Timestamp: ['1/11/2026'],
				'Full name': ['Ann Lee'],
				'Email Address': ['ann@example.com'],
				Interests: ['Bots, Forms'],
			},
			range: { columnStart: 1 },
		}),
		lead: { ...ANN, metadata: { Timestamp: '1/11/2026', Interests: 'Bots, Forms' } },
	},
	{
		form: 'Webflow',
		source: 'developers.webflow.com, form_submission',
		json: call({
			triggerType: 'form_submission',
			payload: {
				name: 'Contact Form',
				siteId: 's',
				data: { 'First Name': 'Ann', 'Last Name': 'Lee', Email: 'ann@example.com' },
				formId: 'f',
			},
		}),
		lead: ANN,
	},
	{
		form: 'Webflow, before 2024',
		source: 'developers.webflow.com, v1',
		json: call({
			name: 'Contact Form',
			site: 's',
			data: { Name: 'Ann Lee', Email: 'ann@example.com' },
			d: '2026-11-01',
		}),
		lead: ANN,
	},
	{
		form: 'Gravity Forms Webhooks, fields chosen',
		source: 'docs.gravityforms.com, webhooks',
		json: call({
			'Name (First)': 'Ann',
			'Name (Last)': 'Lee',
			Email: 'ann@example.com',
			Phone: PHONE,
			ip: '203.0.113.9',
			user_agent: 'Mozilla',
			source_url: 'https://www.example.com/',
		}),
		lead: { ...ANN, phone: PHONE, metadata: { source_url: 'https://www.example.com/' } },
	},
	{
		form: 'WPForms Webhooks',
		source: 'wpforms.com/docs, webhooks',
		json: call({ name: 'Ann Lee', email: 'ann@example.com', comment: 'Hi' }),
		lead: { ...ANN, metadata: { comment: 'Hi' } },
	},
	{
		form: 'Contact Form 7 to a webhook',
		source: 'contactform7.com',
		json: call({
			'your-name': 'Ann Lee',
			'your-email': 'ann@example.com',
			'your-tel': PHONE,
			'your-message': 'Hi',
			_wpnonce: 'abc',
		}),
		lead: { ...ANN, phone: PHONE, metadata: { 'your-message': 'Hi' } },
	},
	{
		form: 'Calendly',
		source: 'developer.calendly.com, invitee.created',
		json: call(calendly),
		lead: {
			...ANN,
			phone: PHONE,
			metadata: { uri: 'https://api.calendly.com/x', timezone: 'Europe/Berlin', Topic: 'Demo', utm_source: 'google' },
		},
	},
	{
		form: 'Netlify Forms',
		source: 'docs.netlify.com, form notifications',
		json: call({
			number: 1,
			name: 'Ann Lee',
			email: 'ann@example.com',
			data: { name: 'Ann Lee', email: 'ann@example.com', ip: '203.0.113.9', user_agent: 'Mozilla', plan: 'Pro' },
		}),
		lead: { ...ANN, metadata: { number: 1, data: { name: 'Ann Lee', email: 'ann@example.com', plan: 'Pro' } } },
	},
	{
		form: 'Fillout',
		source: 'fillout.com/help/webhook',
		json: call({
			formId: 'f',
			submission: {
				submissionId: 's',
				questions: [
					{ id: '1', name: 'Your name', type: 'ShortAnswer', value: 'Ann Lee' },
					{ id: '2', name: 'Email', type: 'EmailInput', value: 'ann@example.com' },
					{ id: '3', name: 'Plan', type: 'MultipleChoice', value: 'Pro' },
				],
			},
		}),
		lead: { ...ANN, metadata: { Plan: 'Pro' } },
	},
	{
		form: 'Paperform',
		source: 'paperform.co/help, webhooks',
		json: call({
			data: [
				{ title: 'Name', type: 'text', key: 'a1', value: 'Ann Lee' },
				{ title: 'Email', type: 'email', key: 'b2', value: 'ann@example.com' },
				{ title: 'Plan', type: 'choices', key: 'c3', value: ['Pro'] },
			],
			ip_address: '203.0.113.9',
		}),
		lead: { ...ANN, metadata: { Plan: 'Pro' } },
	},
	{
		form: 'a form in HTML',
		source: 'html.spec.whatwg.org, form submission',
		json: call('name=Ann+Lee&email=ann%40example.com&phone=%2B1-555-0100&csrf_token=abc'),
		lead: { ...ANN, phone: PHONE },
	},
	{
		form: 'a form sent by GET',
		source: 'html.spec.whatwg.org, form submission',
		json: call({}, { name: 'Ann Lee', email: 'ann@example.com', utm_source: 'google' }),
		lead: { ...ANN, metadata: { utm_source: 'google' } },
	},
	{
		form: 'a page that posts JSON',
		source: 'docs.n8n.io, Webhook node',
		json: call({ name: 'Ann Lee', email: 'ann@example.com', plan: 'Pro' }),
		lead: { ...ANN, metadata: { plan: 'Pro' } },
	},
	{
		form: 'JSON that n8n has not parsed',
		source: 'docs.n8n.io, Webhook node',
		json: call('{"name":"Ann Lee","email":"ann@example.com"}'),
		lead: ANN,
	},
	{
		form: 'a webhook and a field that the workflow added',
		source: 'docs.n8n.io, Edit Fields',
		json: { ...call({ name: 'Ann Lee', email: 'ann@example.com' }), source: 'website', campaign: 'spring' },
		lead: { ...ANN, source: 'website', metadata: { campaign: 'spring' } },
	},
	{
		form: 'a webhook whose fields were moved out of the body',
		source: 'docs.n8n.io, Edit Fields',
		json: { ...call({ name: 'Ann Lee' }), name: 'Ann Lee', email: 'ann@example.com', plan: 'Pro' },
		lead: { ...ANN, metadata: { plan: 'Pro' } },
	},
	{
		form: "n8n's own form",
		source: 'docs.n8n.io, Form Trigger',
		json: { Name: 'Ann Lee', Email: 'ann@example.com', submittedAt: 'x', formMode: 'production' },
		lead: { ...ANN, metadata: { submittedAt: 'x', formMode: 'production' } },
	},
];
