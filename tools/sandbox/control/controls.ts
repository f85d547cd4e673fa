import type { Conversation } from '../api/chatStore';
import type { Delivery } from '../api/delivery';
import type { Service } from '../service';
import type { FaultRule } from '../faults/faultQueue';
import type { LeadSeed, StoredLead } from '../api/lead';
import type { LoggedRequest } from '../wire/requestLog';
import type { SandboxOptions } from '../service';
import type { ProfileName } from '../api/profile';
import type { NewWebhook, Webhook } from '../api/webhookStore';

/** A running sandbox. */
export interface Sandbox {
	/** `http://127.0.0.1:port` */
	readonly url: string;
	readonly profile: ProfileName;
	readonly apiKey: string;
	readonly chatbotId: string;
	/** All requests to the API so far, in the order in which they arrived. Grows as more come. */
	readonly requests: LoggedRequest[];
	/** The most requests that were under way at a time. */
	peak(): number;
	/** A copy of the leads, in the order of their creation. */
	leads(): StoredLead[];
	/** A copy of the conversations, in the order in which they began. */
	conversations(): Conversation[];
	/** Starts the chat again, with so many credits, and messages an hour for each chatbot. */
	setChat(credits?: number, limit?: number): void;
	/** Puts a lead there without a request, and tells the webhooks; it is the first chatbot's unless it says otherwise. */
	addLead(lead: LeadSeed): StoredLead;
	removeLead(id: string): void;
	/** Adds a rule after those that are still to be played. */
	fault(rule: FaultRule): void;
	/** Registers a webhook, as a person does in PollyBot. Throws if the URL or the secret is not valid. */
	addWebhook(webhook: NewWebhook): Webhook;
	/** Ends its deliveries too. */
	removeWebhook(id: string): void;
	webhooks(): Webhook[];
	/** All deliveries so far, in the order in which they began. Each changes until it is delivered or has failed. */
	readonly deliveries: Delivery[];
	/** The initial leads, an empty log and peak, no faults, no webhooks, no conversations, a fresh rate window. */
	reset(): void;
	/** A new limit; what is in the window stays counted. */
	setLimit(limit: number, windowSeconds: number): void;
	/** Ends the server and every connection immediately. */
	close(): Promise<void>;
}

/** What can be done to a sandbox while it runs. */
export type Controls = Omit<Sandbox, 'url' | 'close'>;

/** Puts the initial leads there, and gives what works on them and on the service. */
export function controlsOf(service: Service, { leads = [], limit, windowSeconds }: SandboxOptions): Controls {
	const chatbotId = service.chatbotIds[0] ?? service.profile.chatbotId;
	const seed = (lead: LeadSeed) => service.leads.add({ chatbotId, ...structuredClone(lead) });
	leads.forEach(seed);
	return {
		profile: service.profile.name,
		apiKey: service.apiKey,
		chatbotId,
		requests: service.log,
		peak: () => service.underWay.peak,
		leads: () => structuredClone(service.leads.all()),
		conversations: () => structuredClone(service.chat.conversations),
		setChat: service.chat.reset.bind(service.chat),
		addLead: (lead) => {
			const added = seed(lead);
			service.webhooks.leadCreated(added);
			return structuredClone(added);
		},
		removeLead: service.leads.remove.bind(service.leads),
		fault: service.faults.add.bind(service.faults),
		addWebhook: service.webhooks.add.bind(service.webhooks),
		removeWebhook: service.webhooks.remove.bind(service.webhooks),
		webhooks: () => service.webhooks.all(),
		deliveries: service.webhooks.deliveries,
		reset: () => {
			service.leads.clear();
			service.webhooks.clear();
			leads.forEach(seed);
			service.log.length = 0;
			service.underWay.clear();
			service.faults.clear();
			service.chat.reset();
			service.window.empty();
			service.window.set(limit ?? 1000, (windowSeconds ?? 3600) * 1000);
		},
		setLimit: (newLimit, newWindowSeconds) => {
			service.window.set(newLimit, newWindowSeconds * 1000);
		},
	};
}
