import { emailKey } from './email';
import type { ClearableField, LeadChanges, LeadSeed, StoredLead } from './lead';
import type { Profile } from './profile';

const WORKSPACE_ID = 'ws_sandbox';

/** The leads of one workspace, in the order of their creation. */
export class LeadStore {
	private readonly byId = new Map<string, StoredLead>();
	private readonly idByEmail = new Map<string, string>();

	/** @param now the server's clock, in ms since the epoch */
	constructor(
		private readonly profile: Profile,
		private readonly now: () => number,
	) {}

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

	/** The lead that keeps the chatbot from having another one with this email. */
	findByEmail(email: string, chatbotId: string | undefined): StoredLead | undefined {
		return this.byId.get(this.idByEmail.get(this.emailPlace(email, chatbotId)) ?? '');
	}

	/** Stores a new lead. The caller has made sure that its email is free. */
	add(seed: LeadSeed): StoredLead {
		const time = new Date(this.now()).toISOString();
		const { beginning, newId } = this.profile;
		const { id, chatbotId, createdAt, updatedAt, workspaceId, ...fields } = this.profile.holdSeed(seed);
		const lead: StoredLead = {
			...beginning,
			id: id ?? newId(),
			...fields,
			status: fields.status ?? beginning.status,
			createdAt: createdAt ?? time,
			updatedAt: updatedAt ?? createdAt ?? time,
			workspaceId: workspaceId ?? WORKSPACE_ID,
			chatbotId,
		};
		this.keep(lead);
		return lead;
	}

	/** Changes what is given, and empties what is cleared. */
	change(lead: StoredLead, changes: LeadChanges, cleared: ClearableField[]): StoredLead {
		const { beginning, merge } = this.profile;
		const none: Partial<StoredLead> = Object.fromEntries(cleared.map((field) => [field, undefined]));
		const emptied = { ...lead, ...none, ...pick(beginning, cleared) };
		const updatedAt = new Date(this.now()).toISOString();
		const changed = { ...emptied, ...merge(emptied, changes), updatedAt };
		this.forgetEmail(lead);
		this.keep(changed);
		return changed;
	}

	remove(id: string): void {
		const lead = this.byId.get(id);
		if (!lead) return;
		this.byId.delete(id);
		this.forgetEmail(lead);
	}

	clear(): void {
		this.byId.clear();
		this.idByEmail.clear();
	}

	private keep(lead: StoredLead): void {
		this.byId.set(lead.id, lead);
		if (lead.email !== undefined) this.idByEmail.set(this.emailPlace(lead.email, lead.chatbotId), lead.id);
	}

	private forgetEmail({ email, chatbotId }: StoredLead): void {
		if (email !== undefined) this.idByEmail.delete(this.emailPlace(email, chatbotId));
	}

	private emailPlace(email: string, chatbotId: string | undefined): string {
		return JSON.stringify([this.profile.emails.scopeOf(chatbotId), emailKey(email)]);
	}
}

/** The fields of these names, as far as there are any. */
function pick(lead: Partial<StoredLead>, names: string[]): Partial<StoredLead> {
	return Object.fromEntries(Object.entries(lead).filter(([name]) => names.includes(name)));
}
