import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { ownValue } from '../json';
import { asText, isEmptyCell, readBoolean, type Reading } from '../lead/cell';
import type { CustomFieldNames } from '../lead/customFieldNames';
import type { MappingReport } from '../mapping/mappingReport';
import { invalid, type Invalid } from '../lead/lead';
import type { Failure } from '../messages/failure';
import { fail, ok, type Failed, type Result } from '../result';

/** What parameters are read from: one item of an execution, a trigger, or a panel that is being filled in. */
export interface Source {
	/**
	 * Returns the value of a parameter by its name, or by a path such as `options.timeout`; `preset` where none is saved.
	 *
	 * @throws NodeOperationError when an expression cannot be evaluated; `context.parameter` names the parameter
	 */
	readonly get: (path: string, preset: unknown) => unknown;
	/** Returns the expression that a parameter is saved as; undefined where its value was given by hand. */
	readonly expressionOf: (path: string) => string | undefined;
	/** Whether an AI agent has called the node as its tool. */
	readonly isTool: boolean;
	/** The workflow's time zone, such as Europe/Berlin, for times without one. */
	readonly timezone: string;
	/** The credential's chatbot; empty when it names none. */
	readonly chatbotId: string;
	/** The item's own fields. As a tool it has none: they are the agent's, and never part of a lead. */
	readonly json: IDataObject;
	/** What is noted about all items of an execution. */
	readonly notes?: Notes;
}

export interface Notes {
	/** How many items each scope has, by its path: when there is one, an unknown chatbot is the failure of every item. */
	readonly scopes: Map<string, number>;
	/** What automatic mapping made of the rows' headings. */
	mapping?: MappingReport;
	/** Whether a row has input fields that the user has not mapped: where they are stored is an option. */
	hasOtherFields?: boolean;
	/** Whether reading the existing leads first would have cost more than it saves. */
	hasTooManyLeads?: boolean;
	/** How the custom fields of rows are named beside those of the leads that were listed. */
	customFields?: CustomFieldNames;
}

/**
 * A parameter or a family of parameters, declared once: what the panel shows, and the value that is read of it. A failure
 * without a code is one of validation.
 */
export interface Parameter<T> {
	/** On the top level of the panel. */
	readonly fields?: readonly INodeProperties[];
	/** In the collection Options. */
	readonly options?: readonly INodeProperties[];
	readonly read: (source: Source) => Result<T, Failure>;
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

export type ValuesOf<P extends Parameters> = {
	readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};

/** Reads all parameters of an operation, in their order; the first that cannot be right is the failure of the item. */
export function readValues<P extends Parameters>(parameters: P, source: Source): Result<ValuesOf<P>, Failure> {
	const values: Array<readonly [string, unknown]> = [];
	for (const [name, { read }] of Object.entries(parameters)) {
		const value = read(source);
		if (!value.ok) return fail({ code: 'VALIDATION_ERROR', ...value.error });
		values.push([name, value.value]);
	}
	return ok(Object.fromEntries(values) as ValuesOf<P>);
}

/** Makes what a reader needs of a value, or the end of a sentence that begins with the parameter's name. */
type ReadValue<T> = (value: unknown, source: Source) => Reading<T>;

/** A parameter on the top level of the panel. */
export function field<T>(property: INodeProperties, read: ReadValue<T>): Parameter<T> {
	return { fields: [property], read: (source) => readNamed(source, property, read) };
}

/** A parameter in the collection Options. */
export function option<T>(property: INodeProperties, read: ReadValue<T>): Parameter<T> {
	return { options: [property], read: (source) => readNamed(source, property, read, `options.${property.name}`) };
}

/** A switch in the collection Options. A text that is neither on nor off is rejected: a check must not become an import. */
export function toggle(property: INodeProperties): Parameter<boolean> {
	return option(property, (value) => {
		const given = isEmptyCell(value) ? property.default === true : readBoolean(value, undefined);
		return given === undefined ? fail('must be true or false. Correct the expression.') : ok(given);
	});
}

/** Reads a parameter at a path of n8n's: its name, or `options.timeout`. */
export function readNamed<T>(
	source: Source,
	property: INodeProperties,
	read: ReadValue<T>,
	path = property.name,
): Result<T, Invalid> {
	const value = source.get(path, property.default);
	const reading = read(value, source);
	return reading.ok ? reading : rejectValue(property, value, reading.error);
}

/** @param why the end of a sentence that begins with the parameter, as the panel names it */
export function rejectValue({ name, displayName }: Named, value: unknown, why: string): Failed<Invalid> {
	return invalid(name, value, `'${displayName}' ${why}`);
}

/** What a sentence needs of a parameter. */
export type Named = Pick<INodeProperties, 'name' | 'displayName'>;

/** Returns what is saved at a path such as `options.timeout`, unevaluated. */
export function savedAt(parameters: INodeParameters, path: string): unknown {
	return path.split('.').reduce<unknown>(ownValue, parameters);
}

/** Parameters for which n8n offers no expression, with their paths: they are the same for all items. */
export type FixedChoices = ReadonlyArray<readonly [path: string, property: INodeProperties]>;

/** @param properties all of a node's, or those of a collection at the path `parent` */
export function fixedChoicesIn(properties: readonly INodeProperties[], parent = ''): FixedChoices {
	return properties.flatMap((property): FixedChoices => {
		const { type, name, noDataExpression, options = [] } = property;
		if (noDataExpression) return [[parent + name, property]];
		if (type !== 'collection') return [];
		return fixedChoicesIn(
			options.filter((option) => 'type' in option),
			`${parent}${name}.`,
		);
	});
}

/**
 * Returns the label of a fixed choice that does not have one of its values. If an imported workflow has an expression
 * there, n8n drops the `=` and passes on the rest as text.
 */
export function findUnusableParameter(parameters: INodeParameters, choices: FixedChoices): string | undefined {
	const operation = parameters.operation ?? choices.find(([path]) => path === 'operation')?.[1].default;
	const unusable = choices.find(([path, { type, displayOptions, default: preset }]) => {
		const shownFor = displayOptions?.show?.operation;
		if (shownFor && !shownFor.some((value) => value === operation)) return false;
		const saved: unknown = savedAt(parameters, path) ?? preset;
		// Of a list or a switch, only such a rest is text.
		if (type !== 'options') return typeof saved === 'string';
		// A choice that only another operation offers may be left over from it.
		const offered = choices.flatMap(([other, { options = [] }]) => (other === path ? options : []));
		return !offered.some((option) => 'value' in option && option.value === asText(saved));
	});
	return unusable?.[1].displayName;
}
