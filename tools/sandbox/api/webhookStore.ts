import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { z } from 'zod';
import { deliver, type Delivery, type DeliveryTiming, signatureOf } from './delivery';
import type { StoredLead } from './lead';
import type { Profile } from './profile';

/** What a person enters in PollyBot under chatbot → Settings → Webhooks → Add Webhook. */
export const newWebhookSchema = z.object({
	url: z
		.string()
		.url('Must be a web address')
		.refine((url) => /^https?:/i.test(url), 'Must begin with http:// or https://'),
	secret: z.string().min(1, 'Must not be empty'),
	/** The sandbox's first chatbot if absent. */
	chatbotId: z.string().min(1).optional(),
});

export type NewWebhook = z.input<typeof newWebhookSchema>;

/** A webhook as it is shown: without its secret. */
export interface Webhook {
	id: string;
	url: string;
	chatbotId: string;
}

interface Registration {
	webhook: Webhook;
	secret: string;
	/** Aborted when it is removed: ends its deliveries. */
	removed: AbortController;
}

/** The webhooks of one sandbox, all for the event LEAD_CREATED, and what they were told. */
export class WebhookStore {
	/** In the order in which they began. */
	readonly deliveries: Delivery[] = [];
	private readonly registrations = new Map<string, Registration>();

	/**
	 * @param firstChatbotId whose webhooks are told of a lead that belongs to no chatbot: the documents do not say
	 * @param now the server's clock, in ms since the epoch
	 */
	constructor(
		private readonly profile: Profile,
		private readonly firstChatbotId: string,
		private readonly now: () => number,
		private readonly timing: DeliveryTiming,
	) {}

	/** @throws ZodError if the URL or the secret is not valid */
	add(webhook: NewWebhook): Webhook {
		const { secret, url, chatbotId = this.firstChatbotId } = newWebhookSchema.parse(webhook);
		const registered = { id: `wh_${randomBytes(8).toString('hex')}`, url, chatbotId };
		const removed = new AbortController();
		// Any number of deliveries may be under way.
		setMaxListeners(0, removed.signal);
		this.registrations.set(registered.id, { webhook: registered, secret, removed });
		return registered;
	}

	all(): Webhook[] {
		return [...this.registrations.values()].map(({ webhook }) => webhook);
	}

	remove(id: string): void {
		this.registrations.get(id)?.removed.abort();
		this.registrations.delete(id);
	}

	clear(): void {
		for (const id of this.registrations.keys()) this.remove(id);
		this.deliveries.length = 0;
	}

	/** Tells every webhook of the lead's chatbot, without waiting for the answers. */
	leadCreated(lead: StoredLead): void {
		const chatbotId = lead.chatbotId ?? this.firstChatbotId;
		for (const { webhook, secret, removed } of this.registrations.values()) {
			if (webhook.chatbotId !== chatbotId) continue;
			const timestamp = Math.floor(this.now() / 1000);
			const data = this.profile.showLead(lead);
			const body = JSON.stringify({ event: 'LEAD_CREATED', chatbotId, timestamp, data });
			const delivery: Delivery = {
				webhookId: webhook.id,
				url: webhook.url,
				leadId: lead.id,
				body,
				signature: signatureOf(body, secret),
				state: 'pending',
				attempts: [],
			};
			this.deliveries.push(delivery);
			void deliver(delivery, this.timing, removed.signal);
		}
	}
}
