import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Choices, LeadField } from '../lead/fields';
import { describeLimit } from '../lead/limits';

const TYPES = {
	text: { type: 'string', default: '' },
	longText: { type: 'string', typeOptions: { rows: 3 }, default: '' },
	email: { type: 'string', default: '' },
	phone: { type: 'string', default: '' },
	choice: { type: 'options', default: '' },
	status: { type: 'options', default: '' },
	list: { type: 'string', default: '' },
	json: { type: 'json', default: '{}' },
	pairs: { type: 'assignmentCollection', default: {} },
} as const satisfies Record<LeadField['kind'], Pick<INodeProperties, 'type' | 'typeOptions' | 'default'>>;

export function propertyOf([name, field]: readonly [string, LeadField]): INodeProperties {
	const { label, kind, placeholder, choices, preset, description } = field;
	const limit = describeLimit(field);
	return {
		displayName: kind === 'json' ? `${label} (JSON)` : label,
		name,
		...TYPES[kind],
		...(preset === undefined ? {} : { default: preset }),
		...(choices && { options: optionsOf(choices) }),
		...(placeholder === undefined ? {} : { placeholder }),
		description: limit === undefined ? description : `${description} (${limit})`,
	};
}

/** The choices of a field, and an empty one if given, sorted by their names. */
export function optionsOf(choices: Choices, empty?: Omit<INodePropertyOptions, 'value'>): INodePropertyOptions[] {
	const all = Object.entries(choices).map(([value, choice]): INodePropertyOptions => {
		return typeof choice === 'string' ? { name: choice, value } : { ...choice, value };
	});
	return [...all, ...(empty ? [{ ...empty, value: '' }] : [])].sort((a, b) => a.name.localeCompare(b.name));
}

/** Fields in the order in which n8n wants those of a collection. */
export function sortByName(properties: readonly INodeProperties[]): INodeProperties[] {
	return [...properties].sort((a, b) => a.displayName.localeCompare(b.displayName));
}

/** When the node is a tool. */
export const AS_TOOL = { '@tool': [true] };

/** Hides a field from tools. Shown for `'@tool': [false]`, it would never be there in an n8n that does not know `@tool`. */
export const NOT_AS_TOOL: INodeProperties['displayOptions'] = { hide: AS_TOOL };

/** Shows a property only in certain cases, besides those that it names itself. */
export function showIf(
	property: INodeProperties,
	when: NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>,
): INodeProperties {
	return {
		...property,
		displayOptions: { ...property.displayOptions, show: { ...when, ...property.displayOptions?.show } },
	};
}

export function hideAsTool(property: INodeProperties): INodeProperties {
	return { ...property, displayOptions: { ...property.displayOptions, ...NOT_AS_TOOL } };
}
