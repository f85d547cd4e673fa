import { strip, normalize } from '../text';
import { asText } from './cell';
import { readStatus } from './status';

/** What spellings of a text have in common: services trim, change the case or the line breaks, and compose letters. */
export function textKey(value: unknown): string {
	const text = normalize(strip(asText(value)), 'NFC').replace(/\s+/g, ' ');
	return normalize(text.toLowerCase(), 'NFC');
}

/** The same for a status: newer services have them in capitals. */
export function statusKey(value: unknown): string {
	const status = readStatus(value);
	return textKey(status.ok ? status.value : value);
}
