import { CustomFieldNames } from '../lead/customFieldNames';
import { emailKey } from '../lead/email';
import type { Lead, LeadPage } from '../pollybot/envelope';
import { collectLeads, isList, type NoPage, type PageRequest } from '../pollybot/pages';
import { isPathSegment, leadsPath, type Scope } from '../pollybot/paths';
import type { ListedLeads, Row } from '../run/operation';
import type { NewLeadValues } from './createOnce';

/** Why leads are not listed: a page is missing, or reading them would take more requests than there are rows. */
export interface NotListed extends NoPage {
	readonly tooMany?: true;
}

/** Reads the leads of a scope, unless that takes more requests than there are rows: the first page tells. */
export async function readListed(
	scope: Scope,
	rows: number,
	read: (request: PageRequest) => Promise<LeadPage | NotListed>,
): Promise<ListedLeads | NotListed> {
	let requests = 0;
	const readOne = async (request: PageRequest): Promise<LeadPage | NotListed> => {
		// A service that tells no total may turn out to have too many leads.
		if (requests >= rows) return { tooMany: true };
		requests += 1;
		const page = await read(request);
		if (!('leads' in page) || request.page > 1) return page;
		const pages = page.total === undefined ? 1 + Number(page.hasNext) : Math.ceil(page.total / request.limit);
		return requests + pages - 1 > rows ? { tooMany: true } : page;
	};
	const found = await collectLeads<NotListed>(Infinity, readOne, { sideBySide: true });
	return isList(found) ? byEmail(found, scope) : found;
}

/**
 * The leads that exist, by email. A list proves nothing: it may be older than the service's data or have fewer fields. So what
 * is not found here is sent, and the service has the last word.
 */
function byEmail(leads: readonly Lead[], scope: Scope): ListedLeads {
	const found = new Map<string, Lead | undefined>();
	for (const lead of leads) {
		if (typeof lead.email !== 'string' || !isWithin(lead, scope)) continue;
		const key = emailKey(lead.email);
		// Of an email that several leads have, only a request tells whose it is.
		found.set(key, isPathSegment(String(lead.id)) && !found.has(key) ? lead : undefined);
	}
	return found;
}

/** Whether a create in a scope would meet a lead. Newer services keep an email once in each chatbot, and name it in the lead. */
function isWithin({ chatbotId }: Lead, scope: Scope): boolean {
	if (chatbotId === undefined || chatbotId === null) return true;
	return scope !== 'workspace' && chatbotId === scope.chatbotId;
}

/**
 * Finds the lead that has a row's email, as it was listed before the first row was sent. A list that cannot be read changes
 * nothing: the rows are sent.
 *
 * @returns null where no lead had it; undefined where only a request can tell
 */
export async function findListed({ values, memory, execution }: Row<NewLeadValues>): Promise<Lead | null | undefined> {
	const { scope, lead } = values;
	if (lead.email === undefined) return undefined;
	const key = emailKey(lead.email);
	// After a lost response only a request tells whether the lead is the execution's own.
	if (memory.lostAt !== undefined || execution.lostAt.has(key)) return undefined;
	const path = leadsPath(scope);
	const noted = execution.notedLeads.get(key);
	// In another scope the email may be the same lead's or another one's.
	if (noted) return noted.place === placeOf(values) ? noted.lead : undefined;
	const reading = execution.listedLeads.get(path) ?? readOnce(execution, scope, path);
	execution.listedLeads.set(path, reading);
	const listed = await reading;
	if (!listed) return undefined;
	execution.notes.customFields?.noteSent(lead.lead);
	return listed.has(key) ? listed.get(key) : null;
}

/** Notes what a row has made of the lead with its email, for later rows; undefined where that is not known. */
export function noteLead({ values, execution }: Row<NewLeadValues>, stored: Lead | undefined): void {
	const { email } = values.lead;
	if (email !== undefined) execution.notedLeads.set(emailKey(email), { place: placeOf(values), lead: stored });
}

/** Where a lead is noted. A row that is only checked has a separate place: what it would make of a lead is not in PollyBot. */
function placeOf({ scope, dryRun }: NewLeadValues): string {
	return `${leadsPath(scope)} ${dryRun}`;
}

/** Milliseconds until the rate limit allows all requests again: an execution that waits as long can read on. */
const WINDOW = 60 * 60 * 1000;

async function readOnce(
	{ client, requests, notes, settings }: Row['execution'],
	scope: Scope,
	path: string,
): Promise<ListedLeads | undefined> {
	const listed = await readListed(scope, notes.scopes.get(path) ?? 0, async (page) => {
		const { value } = await client.listLeads(scope, { ...page });
		if (!value?.ok) return { isTooLarge: value?.error.isTooLarge };
		requests.proceed();
		const { total = 0 } = value.value;
		// A reading that the rate limit ends would use up what the rows need, again and again.
		const isBeyondLimit = settings.maxWait < WINDOW && total > page.limit * (requests.left + 1);
		return page.page === 1 && isBeyondLimit ? { tooMany: true } : value.value;
	});
	if (listed instanceof Map) {
		notes.customFields ??= new CustomFieldNames();
		for (const lead of (listed as ListedLeads).values()) if (lead) notes.customFields.noteStored(lead);
		return listed;
	}
	if ('tooMany' in listed) notes.hasTooManyLeads = true;
	return undefined;
}
