import { isDuplicate, isKeyRejected, isLimited, isLost, isNotFound, type ApiFailure } from '../pollybot/failure';
import { explain, type Situation } from './explain';
import { redactFailure } from './redact';

/**
 * Says why PollyBot could not be asked, to a person who fills in a field of the editor: no row is concerned, and no option
 * of the node applies.
 *
 * @param secret the API key, which a service may repeat
 */
export function explainLookUp(failure: ApiFailure, situation: Situation, secret: string): string {
	return redactFailure({ message: sayWhatToDo(failure, situation) }, secret).message;
}

function sayWhatToDo(failure: ApiFailure, situation: Situation): string {
	const { code, serviceCode, status = 0, retryAfter = 0, isTooLarge, serviceMessage, unsent } = failure;
	const { baseUrl, timeout } = situation;
	const { message } = explain(failure, situation);
	if (unsent) return [message, unsent.description].filter(Boolean).join('. ');
	if (isLimited(failure)) {
		const when = retryAfter > 0 ? `in ${Math.ceil(retryAfter / 1000)} s` : 'later';
		return `PollyBot's rate limit for this API key is used up. Try again ${when}.`;
	}
	const hasNoResponse = status === 0;
	if (code === 'TIMEOUT') return `${baseUrl} did not respond within ${timeout / 1000} seconds. Try again later.`;
	if (hasNoResponse && isLost(failure)) return `The connection to ${baseUrl} broke off. Try again later.`;
	if (isTooLarge)
		return `${baseUrl} sent more than is read of one response. Check the 'Base URL' in the PollyBot API credential.`;
	const isAddress = code === 'REDIRECT' || (code === 'NOT_POLLYBOT' && status < 500);
	const isKnown = hasNoResponse || isAddress || isKeyRejected(failure) || isNotFound(failure);
	if (isKnown && !isDuplicate(failure)) return message;
	const what = [status > 0 && `HTTP ${status}`, serviceCode].filter(Boolean).join(', ');
	return `PollyBot rejected the request (${what})${serviceMessage ? `: ${serviceMessage}` : '.'}`;
}
