import type { Service } from './exchange';
import type { StoredLead } from './lead';
import { unixSeconds } from './rateLimit';

/** The sandbox at a glance. */
export interface SandboxState {
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
	requests: {
		total: number;
		/** Answered with a status of 400 or above. */
		refused: number;
	};
}

/** @param newest how many leads to hold at most */
export function sandboxState(service: Service, newest: number): SandboxState {
	const { limit, remaining, used, resetAt } = service.window.budget(Date.now());
	return {
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
		requests: {
			total: service.log.length,
			refused: service.log.filter(({ status }) => status !== undefined && status >= 400).length,
		},
	};
}
