import { emailKey } from '~/tools/sandbox/api/email';
import type { StoredLead } from '~/tools/sandbox';
import type { Intrusion, Row, Seed } from './plan';

export type Fields = Record<string, unknown>;

/** What an execution says of a row. */
export interface Told {
	/** `created`, `updated`, `duplicate` …, or the code of a failure. */
	readonly said: string;
	readonly id?: string;
	/** As it is shown, in a form that all spellings have in common. */
	readonly lead?: object;
	/** Whether an update left the lead as it was. */
	readonly isSame?: boolean;
}

/** What somebody else does to the leads of an email. */
export function intrude(
	leads: { readonly add: (lead: Seed) => unknown; readonly remove: (id: string) => void },
	all: readonly StoredLead[],
	{ kind, email }: Intrusion,
): void {
	const [lead, double] = all.filter((one) => emailKey(one.email ?? '') === email);
	if (double) return;
	if (kind === 'add') {
		if (!lead)
			leads.add({ id: 'added', email, name: 'Added', chatbotId: 'cb_one', createdAt: '2026-01-01T00:00:00.000Z' });
	} else if (lead) {
		leads.remove(lead.id);
		if (kind === 'change') leads.add({ ...lead, email, phone: '9', tags: ['c'] });
	}
}

export function keyOf(row: Row): string {
	return emailKey(row.email);
}

/** Whether a lead has a row's email; in the workspace, whose scope is empty, or in a chatbot. */
export function isMeant({ email = '', chatbotId }: Seed, row: Row, scope: string): boolean {
	return emailKey(email) === keyOf(row) && (scope === '' || chatbotId === scope);
}

export function isFailed(said: string): boolean {
	return said === said.toUpperCase();
}

/** What a row sends. */
export function bodyOf({ id: _, bot: __, ...fields }: Row): Fields {
	const { status } = fields;
	return { ...fields, email: fields.email.trim(), ...(status && { status: status.trim().toLowerCase() }) };
}

/** What a row of an update sends. */
export function changesOf(row: Row): Fields {
	const { name: _, email: __, metadata: ___, ...changes } = bodyOf({ phone: '1', ...row });
	return changes;
}

/** What an update sends of fields that are added to or taken out of. */
export function withExisting(changes: Fields, before: StoredLead, addTo: string[], removed: string[]): Fields {
	const body = { ...changes };
	if (addTo.includes('tags') && body.tags) body.tags = joined(before.tags ?? [], body.tags as string[]);
	if (addTo.includes('customFields') && body.customFields) {
		body.customFields = { ...before.customFields, ...body.customFields };
	}
	if (removed.length === 0) return body;
	const tags = joined((body.tags as string[] | undefined) ?? before.tags ?? [], []);
	return { ...body, tags: tags.filter((tag) => !removed.some((one) => one.toLowerCase() === tag.toLowerCase())) };
}

function joined(own: readonly string[], added: readonly string[]): string[] {
	const all = [...own, ...added];
	return all.filter((tag, index) => all.findIndex((one) => one.toLowerCase() === tag.toLowerCase()) === index);
}

export function dataOf(body: unknown): Fields {
	return ((body as Fields).data ?? body) as Fields;
}

export function codeOf(body: unknown): string {
	return String((body as Fields).code);
}

const NOT_COMPARED = ['id', 'createdAt', 'updatedAt', 'upsertAction', 'duplicate'];

/** A lead as it is shown, in a form that all spellings of it have in common. */
export function common(lead: object): object {
	const { email, status, tags, customFields, ...others } = JSON.parse(JSON.stringify(lead)) as Fields;
	const shared = { ...others, email: String(email).toLowerCase(), status: String(status).toLowerCase() };
	const list = [...new Set((tags ?? []) as string[])].sort();
	return Object.fromEntries(
		Object.entries({ ...shared, tags: list, customFields: customFields && asTexts(customFields) })
			.filter(([name]) => !NOT_COMPARED.includes(name))
			.sort(([one], [other]) => (one < other ? -1 : 1)),
	);
}

function asTexts(value: object): Fields {
	const entries = Object.entries(value).map(([key, one]): [string, unknown] => [
		key,
		Object(one) === one ? asTexts(one as object) : String(one),
	]);
	return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
