import type { BadCredential } from '../pollybot/connection';
import type { Scope } from '../pollybot/paths';
import { asText } from '../lead/cell';
import { showInvisible } from '../text';
import { DEFER_ADVICE, inSeconds } from './explain';
import type { Failure } from './failure';

/** What is wrong with a credential, for the person who filled it in. */
export const BAD_CREDENTIALS: Readonly<Record<BadCredential, string>> = {
	unreadable: 'The PollyBot API credential cannot be read. Open it and save it again.',
	noKey: 'The PollyBot API credential has no API key. Open it and enter the key.',
	oddKey:
		'The API key in the PollyBot API credential is too long, or contains a space or another invalid character. Paste the key again.',
	noAddress:
		"The 'Base URL' in the PollyBot API credential is not a web address. Enter one such as https://pollybot.app",
	insecure:
		"The 'Base URL' in the PollyBot API credential begins with http://, so the API key would be sent unencrypted. Use https://, or turn on 'Allow Insecure HTTP' for a PollyBot in your private network.",
};

/** @param parameter its name in the panel */
export function forbidExpression(parameter: string): string {
	return `'${parameter}' cannot be an expression. Choose one of its values in the node.`;
}

/** The row's email is what a lead is known by; a newer service may know one by its phone. */
export function sayExisting(email: string | undefined): string {
	return email === undefined
		? 'PollyBot already has this lead'
		: `PollyBot already has a lead with the email "${email}"`;
}

/** @param consequence the end of the sentence, from its comma or full stop on */
export function unnamedLead(email: string | undefined, httpStatus: number | undefined, consequence: string): Failure {
	const message = `${sayExisting(email)} but did not return its ID${consequence}`;
	return { code: 'DUPLICATE_EMAIL', message, field: 'email', value: email, httpStatus };
}

/** @param first the item, counted from 1, whose email the row repeats; with the ID of the lead that was created for it */
export function repeatedEmail(email: string | undefined, first: number, leadId: unknown): Failure {
	const created = leadId === undefined ? '' : `, and a lead was created for that one (lead ${asText(leadId)})`;
	return {
		code: 'DUPLICATE_EMAIL',
		field: 'email',
		value: email,
		message: `The row repeats the email of item ${first}, "${email}"${created}. Take the row out, or set 'On Duplicate' to another value.`,
	};
}

/**
 * A lead that may exist or not: the response that would have told was lost, and so was every one after it.
 *
 * @param then what another execution makes of a lead that is stored, if it has an email
 * @param last the failure of the last attempt
 */
export function unconfirmedLead(email: string | undefined, then: string, last?: Failure): Failure {
	const advice =
		email === undefined
			? 'Without an email a retry could create it twice, so it was not sent again. Look for it in PollyBot first.'
			: `Run the row again: a saved lead is then ${then}.`;
	return {
		code: last?.code === 'CANCELLED' ? 'CANCELLED' : 'UNCONFIRMED',
		message: `${last?.code === 'CANCELLED' ? 'The execution was stopped before PollyBot confirmed' : 'PollyBot did not confirm'} this lead, so it may or may not be saved. ${advice}`,
		description: [last?.message, last?.description].filter(Boolean).join(' ') || undefined,
		httpStatus: last?.httpStatus,
	};
}

/** PollyBot could not be asked whether the lead is gone or belongs to another chatbot. */
export function unconfirmedDeletion(leadId: string): Failure {
	const message = `PollyBot did not confirm that the lead "${leadId}" was deleted. Run the row again: if PollyBot then has no lead with this ID, it was deleted.`;
	return { code: 'UNCONFIRMED', message, field: 'leadId', value: leadId };
}

/** @param searched how many leads were searched when the search ended early; undefined when it was complete */
export function noLeadWithEmail(scope: Scope, email: string, searched: number | undefined): Failure {
	const where = scope === 'workspace' ? 'in this workspace' : `in the chatbot "${scope.chatbotId}"`;
	const elsewhere = scope === 'workspace' ? '' : ", or set 'Scope' (in the options) to Workspace";
	const message =
		searched === undefined
			? `PollyBot has no lead with the email "${email}" ${where}. Check the address${elsewhere}.`
			: `None of the first ${searched.toLocaleString('en-US')} leads that match "${email}" ${where} has exactly this email. Choose the lead by its ID.`;
	return { code: 'NOT_FOUND', field: 'leadId', value: email, message };
}

export function severalLeadsWithEmail(email: string, ids: readonly string[]): Failure {
	const message = `${ids.length} leads have the email "${email}", so none was chosen: ${ids.join(', ')}. Choose the right one by its ID.`;
	return { code: 'AMBIGUOUS_EMAIL', field: 'leadId', value: email, message };
}

/** Such an ID would change the path of the request. */
export function unusableId(email: string, id: string): Failure {
	const message = `PollyBot returned an invalid ID ("${showInvisible(id)}") for the lead with the email "${email}", so the lead cannot be used. Report this to PollyBot.`;
	return { code: 'NOT_POLLYBOT', field: 'leadId', value: email, message };
}

export function unreachable(baseUrl: string): Failure {
	const message = `${baseUrl} has stopped responding, so this row was not finished. Check that PollyBot is running there, and run the row again later.`;
	return { code: 'NETWORK', message };
}

/**
 * The rate limit leaves no request for a row.
 *
 * @param maxWait milliseconds that the execution may wait; undefined when it does not wait
 */
export function usedUpLimit(freeAt: number | undefined, maxWait: number | undefined, canDefer: boolean): Failure {
	const until = freeAt === undefined ? '' : ` until ${inUtc(freeAt)}`;
	const description =
		maxWait === undefined
			? "'On Rate Limit' is set to Fail."
			: `Waiting would take longer than 'Max Wait for Rate Limit' allows (${inSeconds(maxWait / 1000)}).`;
	const again = `Run it again ${until === '' ? 'later' : 'after that'}${canDefer ? `, or ${DEFER_ADVICE}` : ''}.`;
	const message = `PollyBot's rate limit is used up${until}, so this row was not finished. ${again}`;
	return { code: 'RATE_LIMIT_EXCEEDED', message, description };
}

/** The next full minute: 2026-11-30 14:06 UTC. */
function inUtc(time: number): string {
	const minute = new Date(Math.ceil(time / 60_000) * 60_000).toISOString();
	return `${minute.slice(0, 10)} ${minute.slice(11, 16)} UTC`;
}

/**
 * A message that may have been answered: the response was lost, or cannot be read.
 *
 * @param last what became of the response
 */
export function unconfirmedMessage({ code, message, description, httpStatus }: Failure, isStream = false): Failure {
	const what = isStream ? `${message} The message` : 'PollyBot did not confirm this message: it';
	return {
		code: code === 'CANCELLED' ? 'CANCELLED' : 'UNCONFIRMED',
		message: `${what} may have been answered and billed. It is not sent again: look at the conversation in PollyBot first.`,
		description: [!isStream && message, description].filter(Boolean).join(' ') || undefined,
		httpStatus,
	};
}
