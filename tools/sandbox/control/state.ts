import type { Conversation } from '../api/chatStore';
import type { Delivery } from '../api/delivery';
import type { Service } from '../service';
import type { StoredLead } from '../api/lead';
import type { ProfileName } from '../api/profile';
import { unixSeconds } from '../api/rateLimit';
import type { Webhook } from '../api/webhookStore';

/** The sandbox at a glance. */
export interface SandboxState {
	/** Which PollyBot it is, from its start to its end. */
	profile: ProfileName;
	chatbotIds: string[];
	/** How many leads there are. */
	total: number;
	/** The newest first, as many as were asked for. */
	leads: StoredLead[];
	budget: {
		limit: number;
		remaining: number;
		used: number;
		/** Unix seconds: when the oldest request leaves the window. */
		reset: number;
		windowSeconds: number;
	};
	webhooks: WebhookState[];
	conversations: Conversation[];
	requests: {
		total: number;
		/** Answered with a status of 400 or above. */
		refused: number;
		/** The most that were under way at a time. */
		peak: number;
	};
}

/** A webhook, and what became of its deliveries. */
export interface WebhookState extends Webhook {
	delivered: number;
	pending: number;
	failed: number;
	/** What came of the newest attempt: a status, or the code of a network error. */
	last?: string;
}

/** @param newest how many leads to hold at most */
export function sandboxState(service: Service, newest: number): SandboxState {
	const { limit, remaining, used, resetAt } = service.window.budget(Date.now());
	return {
		profile: service.profile.name,
		chatbotIds: service.chatbotIds,
		total: service.leads.size,
		leads: service.leads.newest(newest),
		budget: {
			limit,
			remaining,
			used,
			reset: unixSeconds(resetAt + service.clockOffsetMs),
			windowSeconds: service.window.windowSeconds,
		},
		webhooks: service.webhooks.all().map((webhook) => webhookState(webhook, service.webhooks.deliveries)),
		conversations: service.chat.conversations,
		requests: {
			total: service.log.length,
			refused: service.log.filter(({ status }) => status !== undefined && status >= 400).length,
			peak: service.underWay.peak,
		},
	};
}

function webhookState(webhook: Webhook, all: Delivery[]): WebhookState {
	const own = all.filter(({ webhookId }) => webhookId === webhook.id);
	const count = (state: Delivery['state']) => own.filter((delivery) => delivery.state === state).length;
	const newest = own.flatMap(({ attempts }) => attempts).sort((a, b) => b.at - a.at)[0];
	return {
		...webhook,
		delivered: count('delivered'),
		pending: count('pending'),
		failed: count('failed'),
		last: newest && String(newest.status ?? newest.error),
	};
}
