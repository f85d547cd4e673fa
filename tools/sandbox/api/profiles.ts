import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { success } from './answer';
import { commonFields, email, jsonObject, name, oneOf, text } from './lead';
import type { Profile, ProfileName } from './profile';

const DOCUMENTED_STATUSES = ['new', 'contacted', 'qualified', 'converted', 'lost', 'follow_up'];
const CAPITAL_STATUSES = ['NEW', 'CONTACTED', 'QUALIFIED', 'NEGOTIATING', 'CONVERTED', 'LOST', 'UNRESPONSIVE'];
const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', 'URGENT'];

const anyFilter = z.string().optional();
const filterOf = (values: readonly string[]) => z.union([z.literal(''), oneOf(values)]).optional();

const documentedOptional = commonFields.extend({
	status: oneOf([...DOCUMENTED_STATUSES, ...CAPITAL_STATUSES]).optional(),
	metadata: jsonObject.optional(),
});
const documentedNew = documentedOptional.extend({ name, email });

/** The documents. What the live service takes beyond them is optional here too. */
const documented: Profile = {
	name: '1.0',
	title: 'as API v1.0 describes it',
	chatbotId: 'cb_1234567890abcdef',
	newId: () => `lead_${randomBytes(8).toString('hex')}`,

	newLead: documentedNew,
	leadChanges: documentedNew.partial(),
	clearable: documentedOptional.keyof().options,
	beginning: { status: 'new', metadata: {} },
	holdSeed: (seed) => seed,
	// Metadata is merged key by key (page Update Lead): null takes a key out.
	merge: ({ metadata: stored }, { metadata: sent = {}, ...changes }) => {
		const isLeft = ([key, value]: [string, unknown]) => !(value === null && Object.hasOwn(sent, key));
		return { ...changes, metadata: Object.fromEntries(Object.entries({ ...stored, ...sent }).filter(isLeft)) };
	},

	// It belongs to none: the documents do not say whose it is.
	chatbotOfWorkspaceLead: () => undefined,
	emails: { scopeOf: () => 'workspace', scopeInWords: 'in your workspace' },

	filters: z.object({ status: anyFilter, source: anyFilter, priority: anyFilter }),
	searched: ['name', 'email'],

	// Whose chatbot's it is stays unsaid.
	showLead: ({ chatbotId: _, ...lead }) => lead,
	answerLead: success,
	notFoundCodes: { Lead: 'NOT_FOUND', Chatbot: 'NOT_FOUND' },
	explainLimit: (window, retryAfter) => ({ details: { ...window, retryAfter } }),
};

const seenOptional = commonFields.extend({ email: email.optional() });
const seenNew = seenOptional.extend({ name });
const seenChangeable = seenOptional.extend({
	// Only of the filters is it said that they want capitals.
	status: oneOf([...CAPITAL_STATUSES, ...CAPITAL_STATUSES.map((status) => status.toLowerCase())])
		.transform((status) => status.toUpperCase())
		.optional(),
	priority: oneOf(PRIORITIES).optional(),
	notes: text(2000).optional(),
});

/** The keys of a recorded lead, all of which are always there. */
const RECORDED_KEYS = (
	'id chatbotId conversationId name email phone company message source status priority assignedAgentId notes tags ' +
	'customFields followUpDate lastContactAt convertedAt createdAt updatedAt discord preferredMethod urgency'
).split(' ');

/** What the live service was seen to do in 2026. */
const seenIn2026: Profile = {
	name: '2026',
	title: 'like pollybot.app in 2026',
	chatbotId: 'cmipnh1je00sxn42y1sandbox',
	// In the form of a cuid, such as `cmipr3rf400t3n42y5plvmhd5`.
	newId: () => `c${Date.now().toString(36)}${randomBytes(8).toString('hex')}`,

	newLead: seenNew,
	leadChanges: seenChangeable.extend({ name }).partial(),
	clearable: seenChangeable.keyof().options,
	beginning: { status: 'NEW', priority: 'MEDIUM' },
	holdSeed: ({ metadata: _, status, ...seed }) => ({ ...seed, status: status?.toUpperCase() }),
	// Tags and customFields are replaced like any other value.
	merge: (_, changes) => changes,

	// Every lead shows a chatbot, so one without cannot be.
	chatbotOfWorkspaceLead: ([first]) => first,
	emails: { scopeOf: (chatbotId = '') => chatbotId, scopeInWords: 'for this chatbot' },

	filters: z.object({ status: filterOf(CAPITAL_STATUSES), priority: filterOf(PRIORITIES) }),
	searched: ['name', 'email', 'company'],

	showLead: (lead) => {
		const stored = new Map<string, unknown>(Object.entries(lead));
		return {
			...Object.fromEntries(RECORDED_KEYS.map((key) => [key, stored.get(key) ?? (key === 'tags' ? [] : null)])),
			chatbots: { id: lead.chatbotId, name: 'Sandbox chatbot' },
		};
	},
	answerLead: (status, body) => ({ status, body }),
	notFoundCodes: { Lead: 'LEAD_NOT_FOUND', Chatbot: 'CHATBOT_NOT_FOUND' },
	explainLimit: (window, retryAfter) => ({ details: window, retryAfter }),
};

/** The PollyBots that the sandbox can be. Both answer the same questions: what differs stands side by side above. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = { '1.0': documented, '2026': seenIn2026 };
