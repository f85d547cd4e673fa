import type { Answer } from './answer';
import type { ChatStore } from './chatStore';
import type { StoredLead } from './lead';
import type { LeadStore } from './leadStore';
import type { Profile } from './profile';
import type { WebhookStore } from './webhookStore';

/** One request, as far as an operation is concerned. */
export interface Call {
	/** Undefined in the workspace scope. */
	chatbotId?: string;
	/** Undefined where the path names no lead. */
	leadId?: string;
	query: Record<string, string>;
	rawBody: string;
}

/** What the operations work on. */
export interface Workspace {
	profile: Profile;
	leads: LeadStore;
	chat: ChatStore;
	chatbotIds: string[];
	webhooks: WebhookStore;
	/** Whether a lead is not in the lists yet. */
	isHidden: (lead: StoredLead) => boolean;
	/** The server's clock, in ms since the epoch. */
	now: () => number;
}

export type Operation = (workspace: Workspace, call: Call) => Answer;
