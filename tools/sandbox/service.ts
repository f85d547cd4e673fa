import { SANDBOX_API_KEY } from './api/authentication';
import { FaultQueue } from './faults/faultQueue';
import { ChatStore } from './api/chatStore';
import type { LeadSeed, StoredLead } from './api/lead';
import { LeadStore } from './api/leadStore';
import type { DeliveryTiming } from './api/delivery';
import type { Workspace } from './api/call';
import type { ProfileName } from './api/profile';
import { PROFILES } from './api/profiles';
import { RateWindow } from './api/rateLimit';
import type { LoggedRequest } from './wire/requestLog';
import { UnderWay } from './wire/underWay';
import { WebhookStore } from './api/webhookStore';

/** The chatbot that a sandbox of the profile 1.0 has unless told otherwise: the one of the documents' example. */
export const SANDBOX_CHATBOT_ID = PROFILES['1.0'].chatbotId;

export interface SandboxOptions {
	/** Which PollyBot it is: `1.0`, the documented one, if absent; or `2026`, as the live service was seen then. */
	profile?: ProfileName;
	/** 0 or absent: a free port. */
	port?: number;
	/** The one key that is right; SANDBOX_API_KEY if absent. */
	apiKey?: string;
	/** The chatbots that exist; another one answers 404. The first is the one that seeded leads belong to. */
	chatbotIds?: string[];
	/** Requests that the key has in a window; 1000 if absent. */
	limit?: number;
	/** The sliding window; 3600 if absent, fractions allowed. */
	windowSeconds?: number;
	/** The server's clock is ahead by this much: in Date, createdAt and X-RateLimit-Reset. */
	clockOffsetMs?: number;
	/** There from the start, and again after a reset. */
	leads?: LeadSeed[];
	/** Leads that lists do not show, or not yet. */
	isHidden?: (lead: StoredLead) => boolean;
	/** Every answer is this late. */
	latencyMs?: number;
	/** With more requests than this at the same time it takes twice as long; with half as many again it fails with 503. */
	capacity?: number;
	/** False: the X-RateLimit headers are missing, against the contract. */
	rateLimitHeaders?: boolean;
	/** How the deliveries of webhooks are tried again. */
	webhookTiming?: DeliveryTiming;
	/** Called when a request has arrived, before it is carried out. */
	onRequest?: (request: LoggedRequest) => void;
}

/** All that the requests to one sandbox share. */
export interface Service extends Workspace {
	apiKey: string;
	window: RateWindow;
	faults: FaultQueue;
	log: LoggedRequest[];
	underWay: UnderWay;
	clockOffsetMs: number;
	latencyMs: number;
	capacity: number;
	sendsRateLimitHeaders: boolean;
	onRequest: SandboxOptions['onRequest'];
	/** Aborted when the sandbox is closed: ends the waits. */
	closing: AbortSignal;
}

/** @param closing aborted when the sandbox is closed */
export function createService(options: SandboxOptions, closing: AbortSignal): Service {
	const clockOffsetMs = options.clockOffsetMs ?? 0;
	const now = () => Date.now() + clockOffsetMs;
	const profile = PROFILES[options.profile ?? '1.0'];
	const chatbotIds = options.chatbotIds ?? [profile.chatbotId];
	const webhooks = new WebhookStore(profile, chatbotIds[0] ?? profile.chatbotId, now, options.webhookTiming ?? {});
	closing.addEventListener('abort', () => {
		webhooks.clear();
	});
	return {
		profile,
		apiKey: options.apiKey ?? SANDBOX_API_KEY,
		chatbotIds,
		webhooks,
		leads: new LeadStore(profile, now),
		chat: new ChatStore(),
		isHidden: options.isHidden ?? (() => false),
		window: new RateWindow(options.limit ?? 1000, (options.windowSeconds ?? 3600) * 1000),
		faults: new FaultQueue(),
		log: [],
		underWay: new UnderWay(closing),
		now,
		clockOffsetMs,
		latencyMs: options.latencyMs ?? 0,
		capacity: options.capacity ?? Infinity,
		sendsRateLimitHeaders: options.rateLimitHeaders ?? true,
		onRequest: options.onRequest,
		closing,
	};
}
