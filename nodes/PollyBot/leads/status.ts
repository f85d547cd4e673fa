/** The documented statuses. Source: PollyBot Leads API v1.0, Lead. */
export const STATUSES = ['new', 'contacted', 'qualified', 'converted', 'lost', 'follow_up'] as const;

/** A documented status in any spelling (`Follow Up`) becomes the documented one; another is left as it is. */
export function cleanStatus(status: string): string {
	const spelled = status.toLowerCase().replace(/[\s-]+/g, '_');
	return STATUSES.find((known) => known === spelled) ?? status;
}
