import {
	isCertificateFailure,
	isDuplicate,
	isKeyRejected,
	isLimited,
	isNotFound,
	type ApiFailure,
} from '../pollybot/failure';
import { isServiceCode } from '../codes';
import type { Scope } from '../pollybot/paths';
import { LARGEST_ANSWER } from '../pollybot/transport';
import { showInvisible } from '../text';
import { whyTooLong } from '../lead/limits';
import { quoteField } from '../lead/invalid';
import type { Failure } from './failure';

/** What the request was for: the facts that a sentence about its failure needs. */
export interface Situation {
	readonly baseUrl: string;
	readonly scope: Scope;
	/** Milliseconds that the answer was waited for. */
	readonly timeout: number;
	/** The email of the lead that was sent. */
	readonly email?: string;
	/** The lead that was asked for. */
	readonly leadId?: string;
	/** Whether rows can go to a Deferred output. */
	readonly canDefer?: boolean;
	/** Whether nobody has to do anything for another attempt: the next poll is one. */
	readonly isPoll?: boolean;
}

/** A message that says what failed and what to do; the service's own words are in the description. */
export type Explanation = Pick<Failure, 'message' | 'description'>;

const MEGABYTES = LARGEST_ANSWER / 2 ** 20;

const LONGEST_QUOTED = 200;

/** The way to import more rows than the rate limit allows at once. */
export const DEFER_ADVICE =
	'To import the rest, set \'On Rate Limit\' to "Send to Deferred Output", or run the rows that are left again later.';

const NEXT_POLL = 'The next poll asks again, and no lead is missed.';

const KEY_REFUSED =
	"PollyBot does not accept the API key. Copy the key again from PollyBot into the PollyBot API credential, and check that its 'Base URL' is the PollyBot that the key belongs to.";

/** Says a failure in words for the person who builds the workflow. */
export function explain(failure: ApiFailure, situation: Situation): Explanation {
	return { message: sayWhatToDo(failure, situation), description: sayWhy(failure) };
}

function sayWhatToDo(failure: ApiFailure, situation: Situation): string {
	const { code, serviceCode, location, isUnmergeable } = failure;
	if (failure.unsent) return `n8n did not send the request. Its reason: ${failure.unsent.message}`;
	if (isUnmergeable) return unmergeableField(failure);
	if (code === 'NOT_POLLYBOT') return notPollyBot(failure, situation);
	if (isDuplicate(failure)) return duplicate(failure, situation);
	if (isNotFound(failure)) return notFound(situation);
	if (isLimited(failure)) return rateLimit(failure, situation);
	if (isKeyRejected(failure)) return KEY_REFUSED;
	if (code === 'VALIDATION_ERROR' || isServiceCode(serviceCode, 'VALIDATION_ERROR')) return refusedField(failure);
	if (code === 'NETWORK') return network(failure, situation);
	if (code === 'CANCELLED') return 'The execution was stopped before PollyBot answered.';
	if (code === 'TIMEOUT') {
		const advice = situation.isPoll ? NEXT_POLL : "Run the row again later, or raise 'Timeout' in the options.";
		return `PollyBot did not answer within ${seconds(situation.timeout / 1000)}. ${advice}`;
	}
	if (code === 'REDIRECT') {
		return `${situation.baseUrl} redirects ${location ? `to ${location}` : 'elsewhere'}, and the request was not sent there. Enter the final address as the 'Base URL' in the PollyBot API credential.`;
	}
	return other(failure, situation);
}

/** The service's own words, or what else helps to understand the message. */
function sayWhy(failure: ApiFailure): string | undefined {
	const { code, status = 0, serviceMessage, serviceDetail, isTooLarge, unsent } = failure;
	if (unsent) return unsent.description;
	if (code === 'REDIRECT')
		return 'A redirect is not followed: the lead would be lost on the way, and the API key would go to the other address.';
	if (code === 'NOT_POLLYBOT' && status < 500 && !isTooLarge)
		return 'Such an answer comes from a login page, a web page or a proxy, for example.';
	if (code === 'NETWORK') return systemWords(failure);
	const words = [serviceMessage, serviceDetail].filter(Boolean).join(': ');
	return words === '' ? undefined : `PollyBot says: ${words}`;
}

function refusedField({ field, value }: ApiFailure): string {
	if (!field) return 'PollyBot refused the data of this lead. Correct the row and run it again.';
	const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	const given = isText ? ` ("${showInvisible(String(value))}")` : '';
	const why = whyTooLong(field, value);
	// A long value would push out of the sentence what is to be done.
	const quoted = given.length > LONGEST_QUOTED ? '' : given;
	if (why !== undefined)
		return `PollyBot refused the field ${quoteField(field)}${quoted}: it ${why}. Shorten it in the row and run it again.`;
	return `PollyBot refused the field ${quoteField(field)}${given}. Correct it in the row and run it again.`;
}

function unmergeableField({ field }: ApiFailure): string {
	return `What PollyBot holds in the field ${quoteField(field ?? '')} of this lead can only be replaced, not added to, so the lead was not updated. Take the field out of 'Add To Instead of Replacing', or correct the lead in PollyBot.`;
}

function duplicate({ existingLeadId, value }: ApiFailure, { email, leadId }: Situation): string {
	const address = email ?? value;
	const whose = typeof address === 'string' && address !== '' ? ` "${address}"` : '';
	const which = existingLeadId ? ` (lead ${existingLeadId})` : '';
	if (leadId !== undefined) {
		return `Another lead already has the email${whose}${which}, and PollyBot keeps one lead for each address. Correct the email, or update that lead.`;
	}
	return `A lead with the email${whose} is already in PollyBot${which}. To go on with such rows, set 'On Duplicate' to "Send to Duplicate Output" or "Return the Existing Lead".`;
}

function notFound({ scope, leadId }: Situation): string {
	if (leadId !== undefined && scope !== 'workspace') {
		return `PollyBot has no lead with the ID "${leadId}" in the chatbot "${scope.chatbotId}". It may have been deleted, or belong to another chatbot: check both IDs, or set 'Scope' to Workspace.`;
	}
	if (leadId !== undefined) {
		return `PollyBot has no lead with the ID "${leadId}" in this workspace. Check the ID: the lead may have been deleted.`;
	}
	if (scope === 'workspace')
		return "PollyBot does not know what was asked for. Check the 'Base URL' in the PollyBot API credential.";
	return `PollyBot does not know the chatbot "${scope.chatbotId}". Check the 'Chatbot ID' in the node or in the PollyBot API credential, or set 'Scope' to Workspace.`;
}

function rateLimit({ retryAfter }: ApiFailure, { canDefer }: Situation): string {
	const when = retryAfter === undefined ? 'later' : `in ${seconds(Math.ceil(retryAfter / 1000))}`;
	const refused = `PollyBot's rate limit for this API key is used up, so the request was refused. Run the row again ${when}.`;
	return canDefer ? `${refused} ${DEFER_ADVICE}` : refused;
}

function notPollyBot({ status = 0, isTooLarge }: ApiFailure, situation: Situation): string {
	const { baseUrl } = situation;
	if (status >= 500) return `PollyBot is not available at the moment (HTTP ${status}). ${later(situation)}`;
	if (isTooLarge) {
		return `${baseUrl} sent more than ${MEGABYTES} MB in one answer, and the rest was not read. Check the 'Base URL' in the PollyBot API credential; to list leads with very large metadata, set a lower 'Limit'.`;
	}
	return `${baseUrl} answered, but not as PollyBot's API does (HTTP ${status}). Check the 'Base URL' in the PollyBot API credential: it is usually https://pollybot.app`;
}

function network(failure: ApiFailure, situation: Situation): string {
	const { baseUrl } = situation;
	const { systemCode = '' } = failure;
	if (systemCode === 'ENOTFOUND' || systemCode === 'EAI_AGAIN') {
		return `There is no server at ${baseUrl}. Check the 'Base URL' in the PollyBot API credential for typos.`;
	}
	if (systemCode === 'ECONNREFUSED' || systemCode === 'EHOSTUNREACH' || systemCode === 'ENETUNREACH') {
		return `${baseUrl} does not accept connections. Check that PollyBot is running there and that the 'Base URL' in the PollyBot API credential is right.`;
	}
	if (isCertificateFailure(failure)) {
		return `The secure connection to ${baseUrl} could not be made: its certificate is not trusted or does not fit. Check the 'Base URL' in the PollyBot API credential.`;
	}
	return `The connection to ${baseUrl} broke off before PollyBot answered. ${later(situation)}`;
}

function systemWords({ systemCode = '' }: ApiFailure): string | undefined {
	// The other codes are those of the libraries in between.
	const isSystems = /^E(?!RR_)[A-Z]+$/.test(systemCode) || isCertificateFailure({ systemCode });
	return isSystems ? `The system's error code is ${systemCode}.` : undefined;
}

function other({ status = 0, serviceCode }: ApiFailure, situation: Situation): string {
	const what = [status > 0 && `HTTP ${status}`, serviceCode].filter(Boolean).join(', ');
	if (status >= 500) return `PollyBot could not process the request (${what}). ${later(situation)}`;
	if (situation.isPoll)
		return `PollyBot refused the request (${what}). Read its message below, and correct the settings.`;
	return `PollyBot refused the request (${what}). Read its message below, correct the row or the settings, and run it again.`;
}

/** What to do about a failure that passes. */
function later({ isPoll }: Situation): string {
	return isPoll ? NEXT_POLL : 'Run the row again later.';
}

function seconds(count: number): string {
	return count === 1 ? '1 second' : `${count} seconds`;
}
