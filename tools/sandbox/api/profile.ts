import type { z } from 'zod';
import type { Answer } from './answer';
import type { ClearableField, LeadChanges, LeadSeed, NewLead, StoredLead } from './lead';

export const PROFILE_NAMES = ['1.0', '2026'] as const;

/** A PollyBot that the sandbox can be. */
export type ProfileName = (typeof PROFILE_NAMES)[number];

type Schema<T> = z.ZodType<T, z.ZodTypeDef, unknown>;

/** The filters of a list, besides `search`. An empty one does not count. */
export interface Filters {
	status?: string;
	source?: string;
	priority?: string;
}

/** Everything in which one PollyBot differs from another: the rest of the sandbox asks it, and knows no names. */
export interface Profile {
	readonly name: ProfileName;
	/** For people, on the page and in the terminal. */
	readonly title: string;
	/** The chatbot that there is unless the start options name others. */
	readonly chatbotId: string;
	/** An ID for a new lead. */
	readonly newId: () => string;

	/** What a create takes. Fields of another name are ignored. */
	readonly newLead: Schema<NewLead>;
	/** What an update takes. Null, which clears a field, is taken out before. */
	readonly leadChanges: Schema<LeadChanges>;
	/** The fields that null clears. */
	readonly clearable: readonly ClearableField[];
	/** What a lead begins with, and what a field goes back to when it is cleared. */
	readonly beginning: Pick<StoredLead, 'status' | 'priority' | 'metadata'>;
	/** What it would hold of a lead that is put there without a request. */
	readonly holdSeed: (seed: LeadSeed) => LeadSeed;
	/** The new values of the fields that an update changes. */
	readonly merge: (lead: StoredLead, changes: LeadChanges) => LeadChanges;

	/** Whose a lead is that is created in the workspace scope; undefined for no chatbot's. */
	readonly chatbotOfWorkspaceLead: (chatbotIds: readonly string[]) => string | undefined;
	readonly emails: {
		/** Two leads with one result cannot have the same email. */
		readonly scopeOf: (chatbotId: string | undefined) => string;
		/** Where another lead has the email, at the end of a sentence. */
		readonly scopeInWords: string;
	};

	readonly filters: Schema<Filters>;
	/** The fields that `search` looks into. */
	readonly searched: ReadonlyArray<'name' | 'email' | 'company'>;

	/** The lead as answers and webhooks hold it. */
	readonly showLead: (lead: StoredLead) => object;
	/** The answer to a create, a get and an update. */
	readonly answerLead: (status: number, lead: object) => Answer;
	/** The code of a 404. */
	readonly notFoundCodes: Readonly<Record<'Lead' | 'Chatbot', string>>;
	/** What stands in the body of a 429 beside the error and its code. `retryAfter` in seconds. */
	readonly explainLimit: (window: object, retryAfter: number) => object;
}
