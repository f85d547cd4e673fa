import { isServiceCode } from '../codes';
import { quoteField } from '../lead/lead';
import { whyTooLong } from '../lead/limits';
import {
	isCertificateFailure,
	isDuplicate,
	isKeyRejected,
	isLimited,
	isNotFound,
	isOutOfCredits,
	type ApiFailure,
} from '../pollybot/failure';
import type { Scope } from '../pollybot/paths';
import { LARGEST_RESPONSE } from '../pollybot/transport';
import { showInvisible } from '../text';
import { redactFailure, type Failure } from './failure';

/** The facts about a request that a sentence about its failure needs. */
export interface Situation {
	readonly baseUrl: string;
	readonly scope: Scope;
	/** Milliseconds that one attempt may take. */
	readonly timeout: number;
	/** The email of the lead that was sent. */
	readonly email?: string;
	/** The lead that was asked for. */
	readonly leadId?: string;
	/** Whether a message was sent to the chatbot. */
	readonly isChat?: boolean;
	/** The conversation that it was for. */
	readonly conversationId?: string;
	/** Whether rows can go to a Deferred output. */
	readonly canDefer?: boolean;
	/** @default 'row' */
	readonly asker?: keyof typeof AGAIN;
}

/**
 * What to do about a failure that passes, by what asked PollyBot: a row, a message that is not sent again, a poll, or a field
 * in n8n's editor.
 */
const AGAIN = {
	row: 'Run the row again later.',
	once: '',
	poll: 'The next poll asks again, and no lead is missed.',
	editor: 'Try again later.',
};

const LONGEST_QUOTED = 200;

/** The way to import more rows than the rate limit allows. */
export const DEFER_ADVICE = 'set \'On Rate Limit\' to "Send to Deferred Output"';

const CHECK_URL = "Check the 'Base URL' in the PollyBot API credential";

/**
 * Says why PollyBot could not be asked, to a person who fills in a field of the editor: no row is concerned, and no option
 * of the node applies.
 *
 * @param secret the API key, which a service may repeat
 */
export function explainLookUp(failure: ApiFailure, situation: Situation, secret: string): string {
	const message = sayWhatToDo(failure, { ...situation, asker: 'editor' });
	const reason = failure.unsent?.description;
	return redactFailure({ message: reason ? `${message}. ${reason}` : message }, secret).message;
}

/** Says what failed and what to do, to the person who builds the workflow; the service's own words are in the description. */
export function explain(failure: ApiFailure, situation: Situation): Pick<Failure, 'message' | 'description'> {
	return { message: sayWhatToDo(failure, situation).trimEnd(), description: sayWhy(failure) };
}

function sayWhatToDo(failure: ApiFailure, situation: Situation): string {
	const { code, serviceCode, location, unsent, isUnmergeable } = failure;
	const { baseUrl, timeout, asker = 'row' } = situation;
	if (unsent) return `n8n did not send the request. Its reason: ${unsent.message}`;
	if (code === 'NOT_POLLYBOT') return sayNotPollyBot(failure, situation);
	if (code === 'NETWORK' || (code === 'CANCELLED' && asker === 'editor')) return sayNetwork(failure, situation);
	if (code === 'REDIRECT')
		return `${baseUrl} redirects ${location ? `to ${location}` : 'elsewhere'}, and the request was not sent there. Enter the final address as the 'Base URL' in the PollyBot API credential.`;
	if (code === 'TIMEOUT') {
		const advice = {
			...AGAIN,
			row: "Run the row again later, or raise 'Timeout' in the options.",
			once: "If its responses take longer, raise 'Timeout' in the options.",
		};
		return `PollyBot did not respond within ${inSeconds(timeout / 1000)}. ${advice[asker]}`;
	}
	if (asker !== 'editor') {
		if (code === 'CANCELLED')
			return 'The execution was stopped before PollyBot responded, so this row may or may not be finished. Run it again.';
		if (isUnmergeable)
			return `This lead's ${quoteField(failure.field ?? '')} field in PollyBot has an unexpected type, so the lead was not updated. Correct it in PollyBot, or set the field without 'Add to Existing Values' to replace it.`;
		if (isDuplicate(failure)) return sayDuplicate(failure, situation);
	}
	if (isNotFound(failure)) return sayNotFound(situation);
	if (isOutOfCredits(failure))
		return `The AI credits of your PollyBot plan are used up. Add credits in PollyBot, then ${asker === 'editor' ? 'try' : 'run the row'} again.`;
	if (isLimited(failure)) return sayLimited(failure, situation);
	if (isKeyRejected(failure))
		return `PollyBot does not accept the API key. Copy the key again from PollyBot into the PollyBot API credential, and check that its 'Base URL' is the PollyBot that the key belongs to.`;
	const isInvalid = code === 'VALIDATION_ERROR' || isServiceCode(serviceCode, 'VALIDATION_ERROR');
	return isInvalid && asker !== 'editor' && !situation.isChat ? sayInvalid(failure) : sayOther(failure, situation);
}

/** Gives the service's own words, or what else helps to understand the message. */
function sayWhy(failure: ApiFailure): string | undefined {
	const { code, status = 0, serviceMessage, serviceDetail, isTooLarge, isStream, unsent, systemCode = '' } = failure;
	if (unsent) return unsent.description;
	if (code === 'REDIRECT') return 'Redirects are not followed, so your API key is never sent to another site.';
	if (code === 'NOT_POLLYBOT' && status < 500 && !isTooLarge && !isStream)
		return 'Such a response comes from a login page, a web page or a proxy, for example.';
	if (code === 'NETWORK') {
		// The other codes are those of the libraries in between.
		const isSystems = /^E(?!RR_)[A-Z]+$/.test(systemCode) || isCertificateFailure(failure);
		return isSystems ? `System code: ${systemCode}.` : undefined;
	}
	const words = [serviceMessage, serviceDetail].filter(Boolean).join(': ');
	return words === '' ? undefined : `PollyBot says: ${words}`;
}

function sayInvalid({ field, value }: ApiFailure): string {
	if (!field) return 'PollyBot rejected the data of this lead. Correct the row and run it again.';
	const isText = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	const given = isText ? ` ("${showInvisible(String(value))}")` : '';
	const why = whyTooLong(field, value);
	if (why === undefined)
		return `PollyBot rejected the field ${quoteField(field)}${given}. Correct it in the row and run it again.`;
	// A long value would push out of the sentence what to do.
	const quoted = given.length > LONGEST_QUOTED ? '' : given;
	return `PollyBot rejected the field ${quoteField(field)}${quoted}: it ${why}. Shorten it in the row and run it again.`;
}

function sayDuplicate({ existingLeadId, value }: ApiFailure, { email, leadId }: Situation): string {
	const address = email ?? value;
	const whose = typeof address === 'string' && address !== '' ? `the email "${address}"` : 'this email';
	const which = existingLeadId ? ` (lead ${existingLeadId})` : '';
	return leadId === undefined
		? `A lead with ${whose} is already in PollyBot${which}. To go on with such rows, set 'On Duplicate' to "Send to Duplicate Output" or "Return the Existing Lead".`
		: `Another lead already has ${whose}${which}, and PollyBot keeps one lead for each address. Correct the email, or update that lead.`;
}

function sayNotFound({ scope, leadId, isChat, conversationId }: Situation): string {
	if (leadId === undefined) {
		if (scope === 'workspace') return `PollyBot has no leads at this address (HTTP 404). ${CHECK_URL}.`;
		if (conversationId !== undefined)
			return `PollyBot does not know the chatbot "${scope.chatbotId}", or has no conversation "${conversationId}" with it. Check 'Chatbot ID' and 'Conversation ID'.`;
		const scoped = isChat ? '' : ", or set 'Scope' (in the options) to Workspace";
		return `PollyBot does not know the chatbot "${scope.chatbotId}". Check the 'Chatbot ID' in the node or in the PollyBot API credential${scoped}.`;
	}
	return scope === 'workspace'
		? `PollyBot has no lead with the ID "${leadId}" in this workspace. Check the ID: the lead may have been deleted.`
		: `PollyBot has no lead with the ID "${leadId}" in the chatbot "${scope.chatbotId}". Check both IDs, or set 'Scope' (in the options) to Workspace. The lead may have been deleted.`;
}

function sayLimited({ retryAfter }: ApiFailure, { canDefer, asker }: Situation): string {
	const when = !retryAfter ? 'later' : `in ${inSeconds(Math.ceil(retryAfter / 1000))}`;
	const again = `${asker === 'editor' ? 'Try' : 'Run the row'} again ${when}`;
	return `PollyBot's rate limit is used up. ${again}${canDefer ? `, or ${DEFER_ADVICE}` : ''}.`;
}

function sayNotPollyBot(
	{ status = 0, isTooLarge, isStream }: ApiFailure,
	{ baseUrl, asker = 'row' }: Situation,
): string {
	if (status >= 500) return `PollyBot is not available at the moment (HTTP ${status}). ${AGAIN[asker]}`;
	if (isStream)
		return 'PollyBot streamed its response, which this node cannot read. Turn off streaming for this chatbot.';
	if (!isTooLarge)
		return `${baseUrl} responded, but not as PollyBot's API does (HTTP ${status}). ${CHECK_URL}: it is usually https://pollybot.app`;
	const advice = asker === 'row' ? "; to list leads with very large metadata, set a lower 'Limit'" : '';
	return `${baseUrl} sent more than ${LARGEST_RESPONSE / 2 ** 20} MB in one response, and the rest was not read. ${CHECK_URL}${advice}.`;
}

function sayNetwork(failure: ApiFailure, { baseUrl, asker = 'row' }: Situation): string {
	const { systemCode = '' } = failure;
	if (systemCode === 'ENOTFOUND') return `There is no server at ${baseUrl}. ${CHECK_URL} for typos.`;
	if (systemCode === 'EAI_AGAIN')
		return `n8n could not look up ${baseUrl} (DNS). Check the Internet connection and the DNS of your n8n. ${AGAIN[asker]}`;
	if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'].includes(systemCode))
		return `${baseUrl} does not accept connections. Check that PollyBot is running there and that the 'Base URL' in the PollyBot API credential is right.`;
	if (systemCode === 'EPROTO') return `${baseUrl} does not seem to speak HTTPS. ${CHECK_URL}.`;
	if (isCertificateFailure(failure))
		return `The secure connection to ${baseUrl} could not be made: its certificate is not trusted or does not match. ${CHECK_URL}; for a private certificate, set NODE_EXTRA_CA_CERTS.`;
	return `The connection to ${baseUrl} broke off before PollyBot responded. ${AGAIN[asker]}`;
}

function sayOther({ status = 0, serviceCode, serviceMessage }: ApiFailure, { asker = 'row' }: Situation): string {
	const what = [status > 0 && `HTTP ${status}`, serviceCode].filter(Boolean).join(', ');
	if (asker === 'editor')
		return `PollyBot rejected the request (${what})${serviceMessage ? `: ${serviceMessage}` : '.'}`;
	if (status >= 500) return `PollyBot could not process the request (${what}). ${AGAIN[asker]}`;
	const advice = asker === 'poll' ? 'correct the settings' : 'correct the row or the settings, and run it again';
	const see = serviceMessage ? `See the description, and ${advice}` : advice.replace(/^c/, 'C');
	return `PollyBot rejected the request (${what}). ${see}.`;
}

export function inSeconds(count: number): string {
	return count === 1 ? '1 second' : `${count} seconds`;
}
