import type { Lead } from '../../api/envelope';

/** A lead with something said of it: first, so that it is in view in n8n's table, and last, so that it is ours. */
export function marked(lead: Lead, mark: Readonly<Record<string, unknown>>): Lead {
	return { ...mark, ...lead, ...mark };
}
