import type { Result } from '../result';
import { isFieldRefused, type ApiFailure } from './failure';
import type { ListQuery } from './paths';

/** What a request for a list came to; without a value it was not sent. */
interface Listed {
	readonly value?: Result<unknown, ApiFailure>;
}

/**
 * How the service wants statuses spelled in the filter of a list: in small letters as the documents of v1.0 have them, or
 * in capitals as newer services do. It tells only by refusing the other spelling, so what it takes is remembered.
 */
export class StatusFilter {
	/** Whether the service is known to want capitals: may be set to what was found out earlier. */
	inCapitals = false;

	/**
	 * Asks for a list, and once more in the other spelling when the service refuses the status.
	 *
	 * @param query the status as it is documented
	 * @param list sends the request; it has the query spelled when it is really sent, because more may be known by then
	 * @returns the first answer when neither spelling is taken: the status is then as the user gave it
	 */
	async ask<T extends Listed>(query: ListQuery, list: (spell: () => ListQuery) => Promise<T>): Promise<T> {
		let inCapitals = this.inCapitals;
		const first = await list(() => {
			inCapitals = this.inCapitals;
			return spelled(query, inCapitals);
		});
		const other = spelled(query, !inCapitals);
		if (!isStatusRefused(first) || other.status === spelled(query, inCapitals).status) return first;
		// Requests that wait meanwhile go out in the other spelling at once.
		this.inCapitals = !inCapitals;
		const second = await list(() => other);
		if (!isStatusRefused(second)) return second;
		this.inCapitals = inCapitals;
		return first;
	}
}

function spelled(query: ListQuery, inCapitals: boolean): ListQuery {
	const { status } = query;
	return inCapitals && typeof status === 'string' ? { ...query, status: status.toUpperCase() } : query;
}

function isStatusRefused({ value }: Listed): boolean {
	return value?.ok === false && isFieldRefused(value.error, 'status');
}
