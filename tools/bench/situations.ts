import type { Chain, Situation } from './situation';
import { bareAxios, inN8n, leads, poll } from './ways';

const FIELDS = {
	name: '={{ $json.name }}',
	email: '={{ $json.email }}',
	phone: '={{ $json.phone }}',
	source: '={{ $json.source }}',
};

/** PollyBot's limit, in a window of 20 s instead of an hour. */
const SHORT_WINDOW = { limit: 1000, windowSeconds: 20 };

const pollyBot = (parameters: object, extraFields?: string) =>
	inN8n(
		() => [
			{
				type: 'n8n-nodes-pollybot.pollyBot',
				typeVersion: 1,
				parameters: { resource: 'lead', operation: 'create', ...parameters },
			},
		],
		extraFields,
	);

const updateBy = (mode: 'id' | 'email') => {
	const leadId = { __rl: true, mode, value: `={{ $json.${mode} }}` };
	return pollyBot({ operation: 'update', leadId, updateFields: { phone: '={{ $json.phone }}' } }, "id: 'lead_' + i");
};

/** HTTP Request with its default settings but for those given, and the nodes after it. */
const httpRequest = (parameters: object, ...after: Chain) =>
	inN8n((url) => [
		{
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: { url, authentication: 'predefinedCredentialType', nodeCredentialType: 'pollyBotApi', ...parameters },
		},
		...after,
	]);

const parameters = Object.entries(FIELDS).map(([name, value]) => ({ name, value }));
const bodyFields = httpRequest({ method: 'POST', sendBody: true, bodyParameters: { parameters } });

const jsonExpression = httpRequest({
	method: 'POST',
	sendBody: true,
	specifyBody: 'json',
	jsonBody: '={{ JSON.stringify({ name: $json.name, email: $json.email, phone: $json.phone, source: $json.source }) }}',
});

/** 100 leads a page, and an item for each lead. */
const pagination = httpRequest(
	{
		sendQuery: true,
		queryParameters: { parameters: [{ name: 'limit', value: '100' }] },
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
					paginationCompleteWhen: 'other',
					completeExpression: '={{ !$response.body.data.pagination.hasNext }}',
				},
			},
		},
	},
	{ type: 'n8n-nodes-base.splitOut', typeVersion: 1, parameters: { fieldToSplitOut: 'data.leads' } },
);

const imported = { own: pollyBot(FIELDS), others: { 'HTTP Request, body fields': bodyFields } };

/** In the order of the table. */
export const situations: readonly Situation[] = [
	{
		name: 'import',
		work: '1,000 new leads, four fields by expression',
		own: pollyBot(FIELDS),
		others: {
			'HTTP Request, body fields': bodyFields,
			'HTTP Request, one JSON expression': jsonExpression,
			'axios outside n8n, 25 at a time': bareAxios(25),
		},
		atMost: 0.35,
	},
	{
		name: 'auto-map',
		work: '1,000 new leads, automatic mapping',
		own: pollyBot({ dataToSend: 'autoMapInputData' }),
		others: { 'HTTP Request, body fields': bodyFields },
		atMost: 0.2,
	},
	{
		name: 'slow',
		work: '1,000 new leads, a PollyBot that takes 150 ms',
		service: { latencyMs: 150 },
		...imported,
		atMost: 0.5,
	},
	{
		name: 'slower',
		work: '1,000 new leads, a PollyBot that takes 400 ms',
		service: { latencyMs: 400 },
		...imported,
		atMost: 0.7,
	},
	{
		name: 'overload',
		work: '2,500 new leads, a PollyBot that takes 150 ms and keeps up with 40 requests at a time',
		service: { latencyMs: 150, capacity: 40 },
		rows: 2500,
		own: pollyBot(FIELDS),
		others: { 'Max Concurrent Requests set to 40': pollyBot({ ...FIELDS, options: { maxConcurrency: 40 } }) },
		atMost: 1.2,
	},
	{
		name: 'rate-limit',
		work: '2,500 new leads, 1,000 requests in 20 s',
		service: SHORT_WINDOW,
		rows: 2500,
		...imported,
		runs: 1,
	},
	{
		name: 'memory',
		work: '50,000 new leads: n8n’s memory at its peak',
		rows: 50_000,
		...imported,
		runs: 1,
		shows: 'memory',
	},
	{
		name: 'slow-list',
		work: 'Get Many of 5,000 leads, Return All, 100 ms a page',
		service: { latencyMs: 100, leads: leads(5000) },
		rows: 1,
		items: 5000,
		own: pollyBot({ operation: 'getAll', returnAll: true }),
		others: { 'HTTP Request with pagination, and Split Out': pagination },
		atMost: 0.35,
	},
	{
		name: 'get-many',
		work: 'Get Many of 50,000 leads, Return All',
		service: { leads: leads(50_000) },
		rows: 1,
		items: 50_000,
		own: pollyBot({ operation: 'getAll', returnAll: true }),
		others: { 'HTTP Request with pagination, and Split Out': pagination },
		runs: 1,
		shows: 'memory',
	},
	{
		name: 'look-up',
		work: '1,000 leads updated, found by their email',
		service: { leads: leads(1000) },
		own: updateBy('email'),
		others: { 'by ID': updateBy('id') },
		shows: 'requests',
	},
	{
		name: 'sync',
		work: 'Create or Update of 5,000 rows: 100 changed, 50 new',
		service: { leads: leads(4950).map((lead, index) => (index < 100 ? { ...lead, phone: '+1-555-0100' } : lead)) },
		rows: 5000,
		own: pollyBot({ ...FIELDS, operation: 'upsert', options: { compareFirst: true } }),
		others: { 'without comparing first': pollyBot({ ...FIELDS, operation: 'upsert' }) },
		runs: 1,
		shows: 'requests',
	},
	{ name: 'poll', work: 'a poll that finds nothing new', own: poll(0), runs: 1, shows: 'requests' },
	{ name: 'poll-many', work: 'a poll that finds 10,000 new leads', own: poll(10_000), runs: 1, shows: 'requests' },
];
