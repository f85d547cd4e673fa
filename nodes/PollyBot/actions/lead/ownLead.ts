import type { Lead } from '../../api/envelope';
import type { RunContext } from '../operation';

/** The tolerance for a service that tells the time of creation less exactly than it keeps it, in milliseconds. */
const TOLERANCE = 1000;

/**
 * Whether a lead was created since this run's first attempt whose answer was lost, on the service's clock.
 *
 * @param lostAt milliseconds since 1970 on this machine's clock; undefined when no answer was lost
 */
export function isOfThisRun(run: RunContext, lead: Lead, lostAt: number | undefined): boolean {
	if (lostAt === undefined) return false;
	return Date.parse(String(lead.createdAt)) >= run.client.serviceTime(lostAt) - TOLERANCE;
}
