import { emailKey } from '../lead/email';
import type { Lead } from '../pollybot/envelope';
import { isPathSegment, type Scope } from '../pollybot/paths';

/**
 * The leads that exist before the first row is sent, by email. A list proves nothing: it may be older than the service's
 * data or have fewer fields. So what is not found here is sent, and the service has the last word.
 */
export class ListedLeads {
	/** Undefined for an email that several leads have. */
	private readonly byEmail = new Map<string, Lead | undefined>();

	constructor(leads: readonly Lead[], scope: Scope) {
		for (const lead of leads) {
			if (typeof lead.email !== 'string' || !isWithin(lead, scope)) continue;
			const key = emailKey(lead.email);
			const isUsable = isPathSegment(String(lead.id)) && !this.byEmail.has(key);
			this.byEmail.set(key, isUsable ? lead : undefined);
		}
	}

	/** Finds the one lead with an email; undefined where a request has to tell. */
	find(email: string | undefined): Lead | undefined {
		return email === undefined ? undefined : this.byEmail.get(emailKey(email));
	}

	/**
	 * Notes what a row has made of the lead with an email, for later rows with that email.
	 *
	 * @param lead as the service returned it; undefined where the response was lost or the request rejected
	 */
	note(email: string, lead: Lead | undefined): void {
		this.byEmail.set(emailKey(email), lead);
	}
}

/** Whether a create in a scope would meet a lead. Newer services keep an email once in each chatbot, and name it in the lead. */
function isWithin({ chatbotId }: Lead, scope: Scope): boolean {
	if (chatbotId === undefined || chatbotId === null) return true;
	return scope !== 'workspace' && chatbotId === scope.chatbotId;
}
