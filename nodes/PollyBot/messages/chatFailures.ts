import type { Failure } from './failure';

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
