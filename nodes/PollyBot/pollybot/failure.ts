import { isServiceCode, type OwnCode, type ServiceCode } from '../codes';

/** What is known of a request that did not succeed. The sentences for people are made in `explain.ts`. */
export interface ApiFailure {
	/** Our code, where the service did not speak: NETWORK, TIMEOUT, CANCELLED, REDIRECT, NOT_POLLYBOT or CONFIGURATION. */
	readonly code?: OwnCode;
	/** The service's code, or the one that its status stands for; absent when it gave none and the status tells none. */
	readonly serviceCode?: ServiceCode;
	readonly status?: number;
	/** The service's own words: `error`, and `details.message`. */
	readonly serviceMessage?: string;
	readonly serviceDetail?: string;
	readonly field?: string;
	readonly value?: unknown;
	/** Of DUPLICATE_EMAIL: the lead that has the email already. */
	readonly existingLeadId?: string;
	/** Of RATE_LIMIT_EXCEEDED and of a service that is down: milliseconds until another request may be sent. */
	readonly retryAfter?: number;
	/** Of REDIRECT: where the response points to. */
	readonly location?: string;
	/** Of NOT_POLLYBOT: whether the response is larger than what is read of one. */
	readonly isTooLarge?: boolean;
	/** Of NOT_POLLYBOT: whether the response comes in pieces, as a model writes it. */
	readonly isStream?: boolean;
	/** Of VALIDATION_ERROR: what the lead has in the field already is nothing that can be added to. */
	readonly isUnmergeable?: boolean;
	/** Of CONFIGURATION: why n8n did not send the request, in its own words. */
	readonly unsent?: { readonly message: string; readonly description?: string };
	/** Of NETWORK: the system's error code, such as ECONNREFUSED. */
	readonly systemCode?: string;
}

/** Of a gateway that waited too long for the service: Envoy's, for one. */
const TIMED_OUT = 408;

const RETRYABLE_STATUS = [TIMED_OUT, 500, 502, 503, 504];

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|EPROTO/;

/** The system's codes of a connection that was never made: nothing was sent over it. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];

/** Whether the secure connection failed for its certificate: another attempt would meet the same one. */
export function isCertificateFailure({ systemCode = '' }: ApiFailure): boolean {
	return CERTIFICATE.test(systemCode);
}

const KEY_REJECTED = ['INVALID_API_KEY', 'MISSING_AUTH_HEADER', 'MALFORMED_AUTH_HEADER'] as const;

/** Whether the service does not accept the API key, whatever code it gives. A proxy's 401 says nothing of the key. */
export function isKeyRejected({ code, serviceCode, status }: ApiFailure): boolean {
	return code === undefined && (status === 401 || KEY_REJECTED.some((known) => isServiceCode(serviceCode, known)));
}

/**
 * Whether the service does not know the lead or the chatbot, whatever code it gives: newer ones have LEAD_NOT_FOUND and
 * CHATBOT_NOT_FOUND. A 404 that is not the service's own (NOT_POLLYBOT) says nothing of either.
 */
export function isNotFound({ code, serviceCode, status }: ApiFailure): boolean {
	return code === undefined && (status === 404 || isServiceCode(serviceCode, 'NOT_FOUND'));
}

/** Whether what the plan has paid for is used up. Source: PollyBot API v1.0, Send Message. */
export function isOutOfCredits({ serviceCode }: ApiFailure): boolean {
	return isServiceCode(serviceCode, 'INSUFFICIENT_CREDITS');
}

/** Whether a lead with the email exists, whatever code the service gives. */
export function isDuplicate({ serviceCode, status, existingLeadId }: ApiFailure): boolean {
	return isServiceCode(serviceCode, 'DUPLICATE_EMAIL') || (status === 409 && existingLeadId !== undefined);
}

/** Whether the service rejected the value of a field, or a value without saying which. */
export function isFieldRejected({ serviceCode, status, field }: ApiFailure, name: string): boolean {
	const isInvalid = isServiceCode(serviceCode, 'VALIDATION_ERROR') || status === 400 || status === 422;
	// `query.status` is one of its names too.
	return isInvalid && (field === undefined || field.toLowerCase().split('.').includes(name));
}

export function isLimited({ serviceCode, status }: ApiFailure): boolean {
	return isServiceCode(serviceCode, 'RATE_LIMIT_EXCEEDED') || status === 429;
}

/** Whether another attempt may succeed: no response, a rate limit, or a service that is down for a moment. */
export function isRetryable(failure: ApiFailure): boolean {
	if (isLimited(failure)) return true;
	if (failure.status !== undefined) return RETRYABLE_STATUS.includes(failure.status);
	return failure.code === 'TIMEOUT' || (failure.code === 'NETWORK' && !isCertificateFailure(failure));
}

/** Whether the request may have been carried out although no response says so. */
export function isLost(failure: ApiFailure): boolean {
	if (isLimited(failure) || failure.unsent !== undefined) return false;
	if (failure.status !== undefined) return failure.status >= 500 || failure.status === TIMED_OUT;
	return !isCertificateFailure(failure) && !NOT_CONNECTED.includes(failure.systemCode ?? '');
}

/**
 * Whether a response of success has nothing of the service's: a gateway's page, a cut body, an empty one. The request
 * may have been carried out, and nothing says what became of it; another attempt would meet the same.
 */
export function isUnreadable({ code, status = 0 }: ApiFailure): boolean {
	return code === 'NOT_POLLYBOT' && status >= 200 && status < 300;
}
