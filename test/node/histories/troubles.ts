import { listLeads } from '~/tools/sandbox/api/listing';
import { PROFILES } from '~/tools/sandbox/api/profiles';
import type { FaultRule, LoggedRequest, Sandbox } from '~/tools/sandbox';
import type { Fault, Lie } from './plan';

export const EFFECTS: Readonly<Record<Fault['kind'], FaultRule['effect']>> = {
	before: { kind: 'drop', when: 'before' },
	after: { kind: 'drop', when: 'after' },
	unreadable: { kind: 'empty', after: true },
	rejected: { kind: 'status', status: 403 },
};

interface ListBody {
	readonly data: { readonly leads: Array<Record<string, unknown>> };
}

/** Whether a request reads the leads that exist, and looks for none. */
export const isList = ({ method, path, query }: LoggedRequest) =>
	method === 'GET' && path.endsWith('/leads') && query.search === undefined;

/** What becomes of the response to a list. */
export function lieIn(
	{ kind, fields }: Lie,
	{ path, query }: LoggedRequest,
	{ profile, leads: all }: Pick<Sandbox, 'profile' | 'leads'>,
): FaultRule['effect'] {
	if (kind === 'rejected') return { kind: 'status', status: 403 };
	if (kind === 'lost') return { kind: 'drop', when: 'before' };
	const chatbotId = /chatbots\/([^/]+)/.exec(path)?.[1];
	const body = listLeads(PROFILES[profile], all(), { chatbotId, query, rawBody: '' }).body as ListBody;
	const { leads } = body.data;
	const lies: Record<typeof kind, object> = {
		'fewer fields': {
			leads: leads.map((lead) => Object.fromEntries(Object.entries(lead).filter(([name]) => !fields.includes(name)))),
		},
		'no total': { pagination: { total: null } },
		'small total': { pagination: { total: 1 } },
		'large total': { pagination: { total: 450 } },
		'no next page': { pagination: { hasNext: false } },
		'other IDs': { leads: leads.map((lead) => ({ ...lead, id: `old-${String(lead.id)}` })) },
		some: { leads: leads.filter((_, index) => index % 2 === 1) },
		twice: { leads: [...leads, ...leads] },
		doubles: { leads: [...leads, ...leads.map((lead) => ({ ...lead, id: `old-${String(lead.id)}` }))] },
		'no emails': { leads: leads.map((lead) => ({ ...lead, email: null })) },
		'another chatbot': { leads: leads.map((lead) => ({ ...lead, chatbotId: 'cb_three' })) },
	};
	return { kind: 'altered', patch: { data: lies[kind] } };
}
