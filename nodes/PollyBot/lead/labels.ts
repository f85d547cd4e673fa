import { leadFields } from './fields';
import { fieldOf } from './limits';

const LABELS = new Map(leadFields.map(([name, { label }]) => [name, label]));

/**
 * A field for a sentence, named as the panel names it: `'Phone'`. A place in a field is added: `'Tags' ("tags.3")`.
 * What no lead has is quoted as it is: `"owner"`.
 *
 * @param field the name of a field of a lead, or a place in one
 */
export function quoteField(field: string): string {
	const whole = fieldOf(field);
	const label = LABELS.get(whole);
	if (label === undefined) return `"${field}"`;
	return field === whole ? `'${label}'` : `'${label}' ("${field}")`;
}
