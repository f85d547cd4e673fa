import fc from 'fast-check';
import type { ProfileName, StoredLead } from '~/tools/sandbox';

export const CHATBOTS = ['cb_one', 'cb_two'];

/** A row of an execution. */
export interface Row {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly bot: string;
	readonly phone?: string;
	readonly status?: string;
	readonly tags?: string[];
	readonly customFields?: Record<string, unknown>;
	readonly metadata?: Record<string, unknown>;
}

/** What happens to the first request of a method about an email. */
export interface Fault {
	readonly method: 'POST' | 'PUT' | 'DELETE';
	readonly email: string;
	/** The response is lost, before or after the request was carried out; it cannot be read; or the request is rejected. */
	readonly kind: 'before' | 'after' | 'unreadable' | 'rejected';
}

/** What somebody else does to the leads of an email while the execution is under way. */
export interface Intrusion {
	readonly email: string;
	readonly kind: 'remove' | 'add' | 'change';
	/** Before which request of the execution, counted from 1. */
	readonly at: number;
}

/** How a list is not what it should be. */
export interface Lie {
	readonly kind: (typeof LIES)[number];
	/** The fields that are missing. */
	readonly fields: string[];
}

export const LIES = [
	...(['rejected', 'lost', 'fewer fields', 'no total', 'small total', 'large total', 'no next page'] as const),
	...(['other IDs', 'some', 'twice', 'doubles', 'no emails', 'another chatbot'] as const),
];

/** One execution. */
export interface Step {
	readonly operation: 'create' | 'upsert' | 'update' | 'delete';
	readonly rows: readonly Row[];
	readonly isWorkspace: boolean;
	readonly by: 'id' | 'email';
	readonly onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	readonly tries: number;
	readonly maxRetries: number;
	readonly maxConcurrency: number;
	readonly dedupeInput: boolean;
	readonly onDuplicate: 'duplicateOutput' | 'returnExisting' | 'error';
	readonly addTo: string[];
	readonly removeTags: string[];
	readonly trouble?: { readonly fault: Fault } | { readonly intrusion: Intrusion } | { readonly lie: Lie };
}

export interface History {
	/** The leads that exist before the first step. */
	readonly seeds: readonly Seed[];
	/** How many leads of others exist besides: they fill pages. */
	readonly others: number;
	readonly steps: readonly Step[];
}

export type Seed = Pick<StoredLead, 'id' | 'name'> & Partial<StoredLead>;

const EMAILS = ['ann@example.com', 'bob@example.com', 'cem@example.com'];
const email = fc.constantFrom(...EMAILS, ...EMAILS, 'ANN@example.com', ' Bob@Example.com ');
const values = fc.constantFrom<unknown>(1, '1', 2, { c: [1] }, true);
const pairs = fc.dictionary(fc.constantFrom('a', 'b'), values, { minKeys: 1, maxKeys: 2 });
const fields = {
	name: fc.constantFrom('Ann', 'Bob', 'ann'),
	phone: fc.constantFrom('1', '2'),
	status: fc.constantFrom('new', 'contacted', ' Contacted'),
	tags: fc.subarray(['a', 'A', 'b'], { minLength: 1 }),
	customFields: pairs,
	metadata: pairs,
};
const ids = fc.constantFrom('seed0', 'seed1', 'seed2', 'gone');
const bot = fc.constantFrom('cb_one', 'cb_one', 'cb_one', 'cb_two');
const row: fc.Arbitrary<Row> = fc.record(
	{ id: ids, email, bot, ...fields },
	{ requiredKeys: ['id', 'email', 'bot', 'name'] },
);

const seed = fc.record(
	{ email: fc.constantFrom(...EMAILS), chatbotId: bot, ...fields, status: fc.constantFrom('new', 'contacted') },
	{ requiredKeys: ['email', 'chatbotId', 'name', 'status'] },
);

const trouble = fc.oneof(
	{ weight: 4, arbitrary: fc.constant(undefined) },
	fc.record({
		fault: fc.record<Fault>({
			method: fc.constantFrom('POST', 'PUT', 'DELETE'),
			email: fc.constantFrom(...EMAILS),
			kind: fc.constantFrom('before', 'after', 'unreadable', 'rejected'),
		}),
	}),
	fc.record({
		intrusion: fc.record<Intrusion>({
			email: fc.constantFrom(...EMAILS),
			kind: fc.constantFrom('remove', 'add', 'change'),
			at: fc.integer({ min: 1, max: 8 }),
		}),
	}),
	fc.record({
		lie: fc.record<Lie>({
			kind: fc.constantFrom(...LIES),
			fields: fc.subarray(['name', 'email', 'phone', 'status', 'tags', 'customFields', 'metadata', 'chatbotId']),
		}),
	}),
);

const step = fc.record<Step>({
	operation: fc.constantFrom('create', 'upsert', 'upsert', 'upsert', 'update', 'delete'),
	rows: fc.array(row, { minLength: 1, maxLength: 6 }),
	isWorkspace: fc.constantFrom(false, false, false, true),
	by: fc.constantFrom('id', 'email'),
	onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	tries: fc.constantFrom(1, 1, 2),
	maxRetries: fc.constantFrom(0, 1),
	maxConcurrency: fc.constantFrom(1, 3),
	dedupeInput: fc.boolean(),
	onDuplicate: fc.constantFrom('duplicateOutput', 'returnExisting', 'error'),
	addTo: fc.subarray(['tags', 'customFields']),
	removeTags: fc.subarray(['a', 'B']),
	trouble,
});

/** Histories that a PollyBot of a profile may see. */
export function histories(profile: ProfileName): fc.Arbitrary<History> {
	const place = (lead: { email: string; chatbotId?: string }) =>
		profile === '1.0' ? lead.email : `${lead.email} ${lead.chatbotId}`;
	return fc
		.record({
			seeds: fc.array(seed, { maxLength: 5 }),
			hasDoubles: fc.constantFrom(false, false, true),
			others: fc.constantFrom(0, 0, 0, 99, 150, 450),
			steps: fc.array(step, { minLength: 1, maxLength: 2 }),
		})
		.map(({ seeds, hasDoubles, others, steps }) => {
			const kept = seeds.filter((lead, index) => {
				const first = seeds.findIndex((one) => place(one) === place(lead));
				return first === index || (hasDoubles && seeds[first]?.chatbotId === lead.chatbotId);
			});
			return { seeds: kept.map((lead, index) => ({ ...lead, id: `seed${index}` })), others, steps };
		});
}
