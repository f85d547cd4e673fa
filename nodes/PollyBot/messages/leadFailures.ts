import { showInvisible } from '../text';
import { asText } from '../lead/cell';
import type { Scope } from '../pollybot/paths';
import { DEFER_ADVICE } from './explain';
import type { Failure } from './failure';

/** The row's email is what a lead is known by; a newer service may know one by its phone. */
export function sayExisting(email: string | undefined): string {
	return email === undefined
		? 'A lead with these data is already in PollyBot'
		: `A lead with the email "${email}" is already in PollyBot`;
}

/** @param consequence the end of the sentence, from its comma or full stop on */
export function unnamedLead(email: string | undefined, httpStatus: number | undefined, consequence: string): Failure {
	const message = `${sayExisting(email)}, which did not say which one it is${consequence}`;
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
			? 'It has no email that would tell it from a second one, so it is not sent again: look for it in PollyBot before you run the row again.'
			: `Run the row again: a lead that is stored is then ${then}.`;
	return {
		code: last?.code === 'CANCELLED' ? 'CANCELLED' : 'UNCONFIRMED',
		message: `PollyBot did not confirm this lead, so it may be stored or not. ${advice}`,
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
			: `Of the first ${searched} leads that PollyBot finds for "${email}" ${where} none has this email. Choose the lead by its ID.`;
	return { code: 'NOT_FOUND', field: 'leadId', value: email, message };
}

export function severalLeadsWithEmail(email: string, ids: readonly string[]): Failure {
	const message = `${ids.length} leads have the email "${email}": ${ids.join(', ')}. None of them was changed. Choose the right one by its ID.`;
	return { code: 'AMBIGUOUS_EMAIL', field: 'leadId', value: email, message };
}

/** Such an ID would change the path of the request. */
export function unusableId(email: string, id: string): Failure {
	const message = `PollyBot gave the lead with the email "${email}" the ID "${showInvisible(id)}", which no lead can have. The lead was not changed. Report this to PollyBot.`;
	return { code: 'NOT_POLLYBOT', field: 'leadId', value: email, message };
}

export function unreachable(baseUrl: string): Failure {
	const message = `${baseUrl} has stopped answering, so this row was not finished. Check that PollyBot is running there, and run the row again later.`;
	return { code: 'NETWORK', message };
}

/**
 * The rate limit leaves no request for a row.
 *
 * @param maxWait milliseconds that the execution may wait; undefined when it does not wait
 */
export function usedUpLimit(freeAt: number | undefined, maxWait: number | undefined, canDefer: boolean): Failure {
	const until = freeAt === undefined ? '' : ` until ${new Date(freeAt).toISOString()}`;
	const why =
		maxWait === undefined
			? "'On Rate Limit' is set to Fail"
			: `waiting for it would take longer than 'Max Wait for Rate Limit' allows (${maxWait / 1000} seconds)`;
	const rest = canDefer ? DEFER_ADVICE : 'Run the rows that are left again later.';
	return {
		code: 'RATE_LIMIT_EXCEEDED',
		message: `PollyBot's rate limit is used up${until}, and ${why}. This row was not finished. ${rest}`,
	};
}
