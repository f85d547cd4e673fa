import { leadFields } from './fields';
import { fieldOf } from './limits';

/** The other parameters that an error may be about, by the names that saved workflows hold. */
const PARAMETER_LABELS: Readonly<Record<string, string>> = {
	additionalFields: 'Additional Fields',
	chatbotId: 'Chatbot ID',
	clear: 'Clear',
	createdAfter: 'Created After',
	createdBefore: 'Created Before',
	customFieldPairs: 'Custom Fields',
	filters: 'Filters',
	inputsToIgnore: 'Inputs to Ignore',
	leadId: 'Lead',
	limit: 'Limit',
	mergeWithExisting: 'Add To Instead of Replacing',
	metadataJson: 'Metadata (JSON)',
	output: 'Output',
	outputFields: 'Output Fields',
	search: 'Search',
	sortBy: 'Sort By',
	sortOrder: 'Sort Order',
	startFrom: 'Start From',
	storeExtraFieldsIn: 'Store Other Fields In',
	updatedAfter: 'Updated After',
	updatedBefore: 'Updated Before',
	updateFields: 'Update Fields',
};

const LABELS = new Map([
	...leadFields.map(([name, { label }]) => [name, label] as const),
	...Object.entries(PARAMETER_LABELS),
]);

/**
 * A field for a sentence, named as the panel names it: `'Chatbot ID'`. A place in a field is added: `'Tags' ("tags.3")`.
 * What the panel does not have is quoted as it is: `"owner"`.
 *
 * @param field the name of a parameter or of a field of a lead, or a place in one
 */
export function quoteField(field: string): string {
	const whole = fieldOf(field);
	const label = LABELS.get(whole);
	if (label === undefined) return `"${field}"`;
	return field === whole ? `'${label}'` : `'${label}' ("${field}")`;
}
