import type { OwnCode, ServiceCode } from '../codes';
import type { Invalid } from '../lead/invalid';
import { fail, type Failed } from '../result';

/** Why an item failed. `message` is a sentence for the person who builds the workflow; what is not known is absent. */
export interface Failure {
	/** Our code, where the service gave none. */
	readonly code?: OwnCode;
	readonly serviceCode?: ServiceCode;
	readonly message: string;
	readonly description?: string;
	/** The field of the item that is to blame, and what was found in it. */
	readonly field?: string;
	readonly value?: unknown;
	readonly httpStatus?: number;
}

/** A row that is not sent. */
export function failInvalid({ field, value, message }: Invalid, code: OwnCode = 'VALIDATION_ERROR'): Failed<Failure> {
	return fail({ code, field, value, message });
}
