import { randomBytes } from 'node:crypto';
import { emailKey } from './email';
import type { ClearableField, LeadChanges, LeadSeed, StoredLead } from './lead';

const WORKSPACE_ID = 'ws_sandbox';

/** The leads of one workspace, in the order of their creation, with emails that are unique in it. */
export class LeadStore {
	private readonly byId = new Map<string, StoredLead>();
	private readonly idByEmail = new Map<string, string>();

	/** @param now the server's clock, in ms since the epoch */
	constructor(private readonly now: () => number) {}

	get size(): number {
		return this.byId.size;
	}

	all(): StoredLead[] {
		return [...this.byId.values()];
	}

	/** The last to be created, the very last first. */
	newest(count: number): StoredLead[] {
		return this.all().reverse().slice(0, count);
	}

	/** The lead of this id; with a chatbot, only if it is that chatbot's. */
	find(id: string, chatbotId?: string): StoredLead | undefined {
		const lead = this.byId.get(id);
		return chatbotId === undefined || lead?.chatbotId === chatbotId ? lead : undefined;
	}

	findByEmail(email: string): StoredLead | undefined {
		return this.byId.get(this.idByEmail.get(emailKey(email)) ?? '');
	}

	/** Stores a new lead. The caller has made sure that its email is free. */
	add(seed: LeadSeed): StoredLead {
		const time = new Date(this.now()).toISOString();
		const { id, chatbotId, createdAt, updatedAt, workspaceId, ...fields } = seed;
		const lead: StoredLead = {
			id: id ?? `lead_${randomBytes(8).toString('hex')}`,
			...fields,
			status: seed.status ?? 'new',
			metadata: seed.metadata ?? {},
			createdAt: createdAt ?? time,
			updatedAt: updatedAt ?? createdAt ?? time,
			workspaceId: workspaceId ?? WORKSPACE_ID,
			chatbotId,
		};
		this.keep(lead);
		return lead;
	}

	/** Changes what is given; metadata is merged key by key, and a key that is null is taken out of it. */
	change(lead: StoredLead, { metadata = {}, ...changes }: LeadChanges, cleared: ClearableField[]): StoredLead {
		const emptied = Object.fromEntries(cleared.map((field) => [field, undefined]));
		const kept = cleared.includes('metadata') ? {} : lead.metadata;
		const changed: StoredLead = {
			...lead,
			...emptied,
			...changes,
			status: changes.status ?? (cleared.includes('status') ? 'new' : lead.status),
			metadata: Object.fromEntries(
				Object.entries({ ...kept, ...metadata }).filter(
					([key, value]) => !(value === null && Object.hasOwn(metadata, key)),
				),
			),
			updatedAt: new Date(this.now()).toISOString(),
		};
		this.idByEmail.delete(emailKey(lead.email));
		this.keep(changed);
		return changed;
	}

	remove(id: string): void {
		const lead = this.byId.get(id);
		if (!lead) return;
		this.byId.delete(id);
		this.idByEmail.delete(emailKey(lead.email));
	}

	clear(): void {
		this.byId.clear();
		this.idByEmail.clear();
	}

	private keep(lead: StoredLead): void {
		this.byId.set(lead.id, lead);
		this.idByEmail.set(emailKey(lead.email), lead.id);
	}
}
