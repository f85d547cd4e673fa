import type { StoredLead } from '~/tools/sandbox';
import { PROFILES } from '~/tools/sandbox/api/profiles';

/**
 * The PollyBots that the node must work with, and in what their answers differ: `describe.each(POLLYBOTS)('$title', …)`. All of it
 * is taken from the sandbox's own table of profiles, so a test says once what it expects of both.
 */
export const POLLYBOTS = Object.values(PROFILES).map((profile) => ({
	title: `PollyBot ${profile.name}`,
	profile: profile.name,
	/** The lead as its answers hold it. */
	shown: (lead: StoredLead | undefined): object => (lead ? profile.showLead(lead) : {}),
	/** The body of a response that contains this record. */
	answered: (record: object) => profile.answerLead(200, record).body,
	/** A documented status as it is stored. */
	stored: (status: string): string => profile.holdSeed({ name: 'Ann', status }).status ?? status,
	/** The status of a lead that was created with this one. */
	created: (status: string): string => {
		const parsed = profile.newLead.parse({ name: 'Ann', email: 'ann@example.com', status });
		return parsed.status ?? profile.beginning.status;
	},
	/** Metadata as it is stored: not at all, or as it is. */
	metadata: <T extends object>(sent: T): T | undefined => profile.beginning.metadata && sent,
	/** The codes of a 404. */
	notFound: profile.notFoundCodes,
	/** What a rejection for an email says. */
	emailTaken: `A lead with this email already exists ${profile.emails.scopeInWords}`,
	/** Whether the email of another chatbot's lead is taken too. */
	sharesEmails: profile.emails.scopeOf('one') === profile.emails.scopeOf('other'),
	/** Whether leads are filtered by their source. */
	filtersSources: 'source' in profile.filters.parse({ source: 'web' }),
	/** Whether a list can be asked for leads with this status. */
	knows: (status: string): boolean =>
		[status, status.toUpperCase()].some((spelled) => profile.filters.safeParse({ status: spelled }).success),
	/** The statuses that a list is asked for in turn, until one is taken. */
	askedStatuses: (status: string): string[] =>
		profile.filters.safeParse({ status }).success ? [status] : [status, status.toUpperCase()],
}));
