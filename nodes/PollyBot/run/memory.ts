import type { Failure } from '../messages/failure';
import type { Outcome, Success } from './outcome';

/** An item that succeeded, with what its job had. */
export interface Finished {
	readonly outcome: Outcome & { readonly success: Success };
	readonly key?: string;
	readonly place?: string;
}

/** What is known of an item from an earlier try of the same run. */
export interface ItemMemory {
	/** What became of the item, if it succeeded. */
	finished?: Finished;
	/** When the first request was sent whose answer was lost, in milliseconds since 1970. */
	lostAt?: number;
	/** Why the item failed, if what it sent may have arrived and must not be sent again. */
	unconfirmed?: Failure;
	/** The ID of what the item was found to be about. */
	targetId?: string;
	/** The ID of the lead that was created for the item. */
	claimedId?: string;
}

const memories = new WeakMap<object, ItemMemory>();

/**
 * The memory of an input item over the tries of one run. The item object is the key: Retry On Fail runs the node again
 * over the very same objects, and every other run has new ones. A memory is freed together with its item.
 */
export function memoryOf(item: object): ItemMemory {
	const known = memories.get(item);
	if (known) return known;
	const memory: ItemMemory = {};
	memories.set(item, memory);
	return memory;
}
