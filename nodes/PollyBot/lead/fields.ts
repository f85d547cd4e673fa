/** The values that a field may have, each with its name in the panel, or with its name and what is to be said about it. */
export type Choices = Readonly<Record<string, string | { readonly name: string; readonly description: string }>>;

const NEWER = 'For pollybot.app: PollyBot API v1.0 has no such status';

/** The statuses as they are sent. Source: PollyBot Leads API v1.0, Lead; those in capitals as the newer service has them. */
export const STATUSES: Choices = {
	new: 'New',
	contacted: 'Contacted',
	qualified: 'Qualified',
	converted: 'Converted',
	lost: 'Lost',
	follow_up: 'Follow Up',
	NEGOTIATING: { name: 'Negotiating', description: NEWER },
	UNRESPONSIVE: { name: 'Unresponsive', description: NEWER },
};

/** The priorities of a lead, which no create can set. */
export const PRIORITIES: Choices = { LOW: 'Low', MEDIUM: 'Medium', HIGH: 'High', URGENT: 'Urgent' };

/** One field of a lead, as the panel, the cleaning and the errors know it. */
export interface LeadField {
	readonly label: string;
	/** The panel adds its choices and its limits. */
	readonly description: string;
	/** How it is read, and what it looks like in the panel. */
	readonly kind: 'text' | 'longText' | 'email' | 'phone' | 'choice' | 'status' | 'list' | 'json' | 'pairs';
	readonly placeholder?: string;
	readonly choices?: Choices;
	/** The choice that the panel begins with. */
	readonly preset?: string;
	/** Every lead has it: it cannot be cleared. */
	readonly isRequired?: true;
	/** The most characters that PollyBot accepts, in a list per entry. Only for texts: the node rejects nothing longer. */
	readonly maxLength?: number;
	/** The most entries that PollyBot accepts in a list. Only for texts, too. */
	readonly maxEntries?: number;
	/** An update replaces the whole value, unless the user chooses to add to it. For lists and objects. */
	readonly isReplaced?: true;
	/** Not among the documented fields of v1.0: the panel offers it among the additional ones. */
	readonly isNewer?: true;
	/** No create accepts it: it is among the fields to update only. */
	readonly isForUpdates?: true;
}

/**
 * The fields of a lead, in the order in which they are sent. Panel, cleaning, clearing and requests are derived from this.
 * Source: PollyBot Leads API v1.0, Create Lead; the newer ones as PollyBot's public connector has them.
 */
export const LEAD_FIELDS = {
	name: {
		label: 'Name',
		description: "The lead's full name",
		kind: 'text',
		placeholder: 'e.g. Nathan Smith',
		isRequired: true,
		maxLength: 100,
	},
	email: {
		label: 'Email',
		description:
			"The lead's email address. PollyBot keeps one lead for each address: in the workspace, or on pollybot.app in the chatbot.",
		kind: 'email',
		placeholder: 'e.g. nathan@example.com',
		isRequired: true,
	},
	phone: {
		label: 'Phone',
		description: "The lead's phone number",
		kind: 'phone',
		placeholder: 'e.g. +1-555-123-4567',
		maxLength: 20,
	},
	source: {
		label: 'Source',
		description: 'Where the lead comes from, such as website, referral or webinar',
		kind: 'text',
		placeholder: 'e.g. website',
		maxLength: 50,
	},
	status: {
		label: 'Status',
		description: "The lead's status",
		kind: 'status',
		choices: STATUSES,
		preset: 'contacted',
	},
	metadata: {
		label: 'Metadata',
		description: 'Fields to add or change. Other metadata fields keep their values.',
		kind: 'pairs',
	},
	company: {
		label: 'Company',
		description: 'The company that the lead works for',
		kind: 'text',
		placeholder: 'e.g. Tech Corp',
		maxLength: 100,
		isNewer: true,
	},
	customFields: {
		label: 'Custom Fields',
		description: 'The values of your workspace\'s custom fields, as a JSON object such as {"budget": 5000}',
		kind: 'json',
		placeholder: 'e.g. {"budget": 5000}',
		isNewer: true,
		isReplaced: true,
	},
	discord: {
		label: 'Discord',
		description: "The lead's name on Discord",
		kind: 'text',
		placeholder: 'e.g. nathan_smith',
		maxLength: 50,
		isNewer: true,
	},
	message: {
		label: 'Message',
		description: 'What the lead wrote',
		kind: 'longText',
		placeholder: 'e.g. I would like a demo next week',
		maxLength: 1000,
		isNewer: true,
	},
	notes: {
		label: 'Notes',
		description: 'What your team has noted about the lead',
		kind: 'longText',
		placeholder: 'e.g. Called on Monday, wants an offer',
		maxLength: 2000,
		isNewer: true,
		isForUpdates: true,
	},
	preferredMethod: {
		label: 'Preferred Contact Method',
		description: 'How the lead wants to be contacted',
		kind: 'choice',
		choices: { email: 'Email', phone: 'Phone', discord: 'Discord' },
		preset: 'email',
		isNewer: true,
	},
	priority: {
		label: 'Priority',
		description: 'How important the lead is',
		kind: 'choice',
		choices: PRIORITIES,
		preset: 'MEDIUM',
		isNewer: true,
		isForUpdates: true,
	},
	tags: {
		label: 'Tags',
		description:
			"The lead's tags, separated by commas. Put a tag that contains a comma in double quotes, or give a list by an expression",
		kind: 'list',
		placeholder: 'e.g. trade fair, newsletter',
		maxLength: 50,
		maxEntries: 10,
		isNewer: true,
		isReplaced: true,
	},
	urgency: {
		label: 'Urgency',
		description: 'How soon the lead wants an answer',
		kind: 'choice',
		choices: { low: 'Low', medium: 'Medium', high: 'High' },
		preset: 'medium',
		isNewer: true,
	},
} as const satisfies Readonly<Record<string, LeadField>>;

export type FieldName = keyof typeof LEAD_FIELDS;

export const leadFields: ReadonlyArray<readonly [name: string, field: LeadField]> = Object.entries(LEAD_FIELDS);

export const newLeadFields = leadFields.filter(([, { isForUpdates }]) => !isForUpdates);

/** The fields that the panel shows on the top level. Metadata has other parameters there. */
export const topLevelFields = newLeadFields.filter(([, { isNewer, kind }]) => !isNewer && kind !== 'pairs');

/** Finds the field that a service's name for a place begins with: `tags` of `tags.3` and of `tags[3]`. */
export function fieldAt(place: string): readonly [name: string, field: LeadField | undefined] {
	const name = /^[^.[/]*/.exec(place)?.[0] ?? place;
	return [name, leadFields.find(([known]) => known === name)?.[1]];
}
