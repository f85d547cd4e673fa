import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { LEAD_FIELDS, newLeadFields, topLevelFields, type Choices, type LeadField } from '../lead/fields';
import { describeLimit } from '../lead/limits';
import type { Operation } from '../run/operation';
import { customFieldPairs } from './customFields';

const TYPES = {
	text: { type: 'string', default: '' },
	longText: { type: 'string', typeOptions: { rows: 3 }, default: '' },
	email: { type: 'string', default: '' },
	choice: { type: 'options', default: '' },
	status: { type: 'options', default: '' },
	list: { type: 'string', default: '' },
	json: { type: 'json', default: '{}' },
	pairs: { type: 'assignmentCollection', default: {} },
} as const satisfies Record<LeadField['kind'], Pick<INodeProperties, 'type' | 'typeOptions' | 'default'>>;

/** A field of a lead as the panel shows it. */
export function propertyOf([name, field]: readonly [string, LeadField]): INodeProperties {
	const { label, kind, placeholder, choices, preset } = field;
	return {
		displayName: kind === 'json' ? `${label} (JSON)` : label,
		name,
		...TYPES[kind],
		...(preset === undefined ? {} : { default: preset }),
		...(choices && { options: optionsOf(choices) }),
		...(placeholder === undefined ? {} : { placeholder }),
		description: describe(field),
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

/** Words for values: `email, phone or discord`. */
export function listValues(choices: Choices): string {
	return Object.keys(choices)
		.join(', ')
		.replace(/, ([^,]*)$/, ' or $1');
}

function describe(field: LeadField): string {
	const values = field.choices ? `: ${listValues(field.choices)}` : '';
	const limit = describeLimit(field);
	return field.description + values + (limit === undefined ? '' : ` (${limit})`);
}

/** Hides a field from tools. Shown for `'@tool': [false]`, it would never be there in an n8n that does not know `@tool`. */
export const NOT_AS_TOOL: INodeProperties['displayOptions'] = { hide: { '@tool': [true] } };

const inputsToIgnore: INodeProperties = {
	displayName: 'Inputs to Ignore',
	name: 'inputsToIgnore',
	type: 'string',
	default: '',
	placeholder: 'e.g. submittedAt, formMode',
	description:
		'Input fields to leave out, separated by commas. Put a name that contains a comma in double quotes, or give a list by an expression.',
};

/** An option of the operations that map a lead. */
export const includeRemaining: INodeProperties = {
	displayName: 'Add Remaining Input Fields to Metadata',
	name: 'includeRemaining',
	type: 'boolean',
	default: false,
	description:
		"Whether to add to the metadata what 'Auto-Map Input Data' would put there: all input fields but name, email, phone, source and status. 'Inputs to Ignore' leaves fields out, and 'Store Other Fields In' can put them into the custom fields instead.",
	displayOptions: { show: { '/dataToSend': ['defineBelow'] }, ...NOT_AS_TOOL },
};

const dataToSend: INodeProperties = {
	displayName: 'Data to Send',
	name: 'dataToSend',
	type: 'options',
	options: [
		{
			name: 'Auto-Map Input Data',
			value: 'autoMapInputData',
			description: 'Use when the input fields are named name, email, phone and so on. All others go into the metadata.',
		},
		{
			name: 'Define Below for Each Field',
			value: 'defineBelow',
			description: 'Set the value of each field of the lead yourself',
		},
	],
	default: 'defineBelow',
	description: 'Where the fields of the lead come from',
};

const autoMapNotice: INodeProperties = {
	displayName:
		"Input fields with headings such as “name”, “first name”, “email”, “phone”, “source” and “status” fill the lead, in English and eight other languages. All others that are not empty go into its metadata, or into its custom fields with the option 'Store Other Fields In'. 'Inputs to Ignore' leaves fields out.",
	name: 'autoMapNotice',
	type: 'notice',
	default: '',
};

const metadata: INodeProperties[] = [
	{
		displayName: 'Specify Metadata',
		name: 'specifyMetadata',
		type: 'options',
		options: optionsOf({ keypair: 'Using Fields Below', json: 'Using JSON' }),
		default: 'keypair',
		description: 'How to enter other data about the lead, such as UTM parameters, company or answers',
	},
	{
		...propertyOf(['metadata', LEAD_FIELDS.metadata]),
		description: 'Anything else to store with the lead. Drag input fields here.',
		displayOptions: { show: { specifyMetadata: ['keypair'] } },
	},
	{
		displayName: 'Metadata (JSON)',
		name: 'metadataJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"utm_source": "google", "interests": ["product_a"]}',
		description: 'Anything else to store with the lead, as a JSON object',
		displayOptions: { show: { specifyMetadata: ['json'] } },
	},
];

/**
 * How a lead is mapped from the input: automatically, or field by field. A tool's input item is the agent's own, and never
 * mapped: there all fields are defined.
 *
 * @param operations those that map a lead
 */
export function mappingProperties(operations: readonly Operation[]): INodeProperties[] {
	const below = definedProperties(operations);
	const mapped = { dataToSend: ['autoMapInputData'] };
	const defined = { dataToSend: ['defineBelow'] };
	const asNode = [
		dataToSend,
		showIf(autoMapNotice, mapped),
		showIf(inputsToIgnore, mapped),
		...below.map((property) => showIf(property, defined)),
		{
			...showIf(inputsToIgnore, defined),
			// n8n cannot hide a field by what is chosen inside a collection such as Options.
			description:
				"Input fields that the option 'Add Remaining Input Fields to Metadata' leaves out, separated by commas. Put a name that contains a comma in double quotes.",
			hint: "Only for the option 'Add Remaining Input Fields to Metadata'",
		},
	];
	return [...asNode.map(hideAsTool), ...below.map((property) => showIf(property, { '@tool': [true] }))];
}

/** The fields of a lead, each given by itself. */
function definedProperties(operations: readonly Operation[]): INodeProperties[] {
	const documented = topLevelFields.filter(([name]) => name !== 'status');
	const newer = newLeadFields.filter(([, field]) => field.isNewer);
	return [
		...documented.map((field) => topLevelProperty(field)),
		...operations.map((operation) => statusProperty(operation)),
		...metadata,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: sortByName([customFieldPairs, ...newer.map(propertyOf)]),
		},
	];
}

function topLevelProperty(entry: readonly [string, LeadField]): INodeProperties {
	const property = propertyOf(entry);
	if (entry[1].isRequired) return { ...property, required: true };
	return { ...property, description: `${property.description}. Not sent when empty.` };
}

/** Each operation has a different default status, and different words for no status. */
function statusProperty({ value, mapsLead }: Operation): INodeProperties {
	return {
		...propertyOf(['status', LEAD_FIELDS.status]),
		options: optionsOf(LEAD_FIELDS.status.choices, mapsLead?.noStatus),
		default: mapsLead?.status ?? '',
		displayOptions: { show: { operation: [value] } },
	};
}

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

/** Hides a property where the node is a tool. */
export function hideAsTool(property: INodeProperties): INodeProperties {
	return { ...property, displayOptions: { ...property.displayOptions, ...NOT_AS_TOOL } };
}
