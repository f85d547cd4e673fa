import { messageOf } from '../result';
import type { Failure } from './failure';

/**
 * The failure of an item whose work met an exception that nobody expected: a fault of this package, and not of the row.
 *
 * @param sent whether requests of the item may have been sent
 */
export function faultOf(error: unknown, sent: boolean): { readonly failure: Failure } {
	const state = sent ? 'Check in PollyBot whether it was carried out' : 'Nothing was sent';
	return {
		failure: {
			message: `A fault inside the PollyBot node stopped this row; its data is not to blame. ${state}. Please report the fault.`,
			description: `The error is: ${messageOf(error)}`,
		},
	};
}
