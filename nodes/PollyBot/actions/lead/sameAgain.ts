import type { Outcome } from '../../engine/outcome';
import type { First } from '../../engine/runItems';

/** What an earlier item came to, once more: a request with the same answer is not sent again. */
export function sameAgain({ success }: First): Outcome {
	return { success: { ...success, items: success.items.map((item) => ({ ...item })) } };
}
