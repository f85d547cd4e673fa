import { z } from 'zod';
import { type Answer, invalid, success } from './answer';
import type { Call } from './call';
import type { StoredLead } from './lead';
import type { Filters, Profile } from './profile';

const wholeNumber = (least: number, most: number) =>
	z
		.string()
		.refine(
			(text) => /^\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most,
			`Must be a whole number from ${least}${most === Infinity ? '' : ` to ${most}`}`,
		)
		.transform(Number);

const querySchema = z.object({
	page: wholeNumber(1, Infinity).default('1'),
	limit: wholeNumber(1, 100).default('20'),
	search: z.string().optional(),
	sortBy: z.enum(['createdAt', 'updatedAt', 'name', 'email', 'status', 'priority']).default('createdAt'),
	sortOrder: z.enum(['asc', 'desc']).default('desc'),
});

type ListQuery = z.infer<typeof querySchema> & Filters;

/**
 * One page of the leads in scope, newest first unless asked otherwise.
 *
 * @param leads in the order of their creation
 */
export function listLeads(profile: Profile, leads: StoredLead[], { chatbotId, query }: Call): Answer {
	const parsed = querySchema.and(profile.filters).safeParse(query);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const field = String(issue?.path[0] ?? 'query');
		return invalid(field, query[field], issue?.message ?? 'Is invalid');
	}
	const { page, limit } = parsed.data;
	const inScope = chatbotId === undefined ? leads : leads.filter((lead) => lead.chatbotId === chatbotId);
	const found = sorted(
		inScope.filter((lead) => isWanted(lead, parsed.data, profile)),
		parsed.data,
	);
	const totalPages = Math.ceil(found.length / limit);
	return success(200, {
		leads: found.slice((page - 1) * limit, page * limit).map(profile.showLead),
		pagination: {
			page,
			limit,
			total: found.length,
			totalPages,
			hasNext: page < totalPages,
			hasPrev: page > 1 && totalPages > 0,
		},
	});
}

/** An empty filter does not count, as when a form sends all its fields. */
function isWanted(lead: StoredLead, { status, source, search, priority }: ListQuery, { searched }: Profile): boolean {
	return (
		(!status || equalsIgnoringCase(lead.status, status)) &&
		(!source || lead.source === source) &&
		(!priority || equalsIgnoringCase(lead.priority ?? '', priority)) &&
		(!search || searched.some((field) => lead[field]?.toLowerCase().includes(search.toLowerCase())))
	);
}

function equalsIgnoringCase(one: string, other: string): boolean {
	return one.toLowerCase() === other.toLowerCase();
}

/** Leads of the same millisecond or value keep the order of their creation, turned round for `desc`. */
function sorted(leads: StoredLead[], { sortBy, sortOrder }: ListQuery): StoredLead[] {
	const ascending = [...leads].sort((a, b) => compare(a[sortBy] ?? '', b[sortBy] ?? ''));
	return sortOrder === 'asc' ? ascending : ascending.reverse();
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
