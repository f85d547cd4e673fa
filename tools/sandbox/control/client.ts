import axios from 'axios';
import type { Delivery } from '../api/delivery';
import type { FaultRule } from '../faults/faultQueue';
import type { LeadSeed, StoredLead } from '../api/lead';
import type { LoggedRequest } from '../wire/requestLog';
import type { SandboxState } from './state';
import type { NewWebhook, Webhook } from '../api/webhookStore';

/** A sandbox that runs in another process. */
export interface SandboxClient {
	/** @param newest how many leads to hold at most; all if absent */
	state(newest?: number): Promise<SandboxState>;
	log(): Promise<LoggedRequest[]>;
	addLead(lead: LeadSeed): Promise<StoredLead>;
	removeLead(id: string): Promise<unknown>;
	addWebhook(webhook: NewWebhook): Promise<Webhook>;
	removeWebhook(id: string): Promise<unknown>;
	webhooks(): Promise<Webhook[]>;
	deliveries(): Promise<Delivery[]>;
	fault(rule: FaultRule): Promise<unknown>;
	reset(): Promise<unknown>;
	setLimit(limit: number, windowSeconds: number): Promise<unknown>;
}

/**
 * Controls a running sandbox over HTTP.
 *
 * @param url where it listens, as it printed
 * @returns a client whose calls throw AxiosError when the sandbox is not there or rejects what was sent
 */
export function connectSandbox(url: string): SandboxClient {
	const http = axios.create({ baseURL: `${url.replace(/\/+$/, '')}/sandbox` });
	return {
		state: async (newest) => (await http.get<SandboxState>('/state', { params: { newest } })).data,
		log: async () => (await http.get<LoggedRequest[]>('/log')).data,
		addLead: async (lead) => (await http.post<StoredLead>('/leads', lead)).data,
		removeLead: (id) => http.delete(`/leads/${encodeURIComponent(id)}`),
		addWebhook: async (webhook) => (await http.post<Webhook>('/webhooks', webhook)).data,
		removeWebhook: (id) => http.delete(`/webhooks/${encodeURIComponent(id)}`),
		webhooks: async () => (await http.get<Webhook[]>('/webhooks')).data,
		deliveries: async () => (await http.get<Delivery[]>('/deliveries')).data,
		fault: (rule) => http.post('/faults', overTheWire(rule)),
		reset: () => http.post('/reset'),
		setLimit: (limit, windowSeconds) => http.post('/limit', { limit, windowSeconds }),
	};
}

/** JSON has neither regular expressions nor infinity. */
function overTheWire({ match, times, effect }: FaultRule): FaultRule {
	const path = match?.path instanceof RegExp ? { pattern: match.path.source, flags: match.path.flags } : match?.path;
	return { match: match && { ...match, path }, times: times === Infinity ? Number.MAX_SAFE_INTEGER : times, effect };
}
