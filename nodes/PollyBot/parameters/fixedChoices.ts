import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { savedValue } from './source';

export const USE_HTTP_REQUEST =
	"This node cannot make a custom API call. Use n8n's HTTP Request node: set its 'Authentication' to Predefined Credential Type, and choose PollyBot API.";

/** Whether *Custom API Call* is chosen, which n8n adds to these menus of any node whose credential can sign a request. */
export function isCustomApiCall({ resource, operation }: INodeParameters): boolean {
	return [resource, operation].includes('__CUSTOM_API_CALL__');
}

/**
 * The label of a parameter that must be the same for all items and does not have one of its values. n8n offers no
 * expression for it. If an imported workflow has one, n8n drops the `=`, and the rest is not one of the values.
 *
 * @param properties all of the node's
 */
export function findUnusableParameter(
	parameters: INodeParameters,
	properties: readonly INodeProperties[],
): string | undefined {
	const operation = parameters.operation ?? properties.find(({ name }) => name === 'operation')?.default;
	const choices = properties.flatMap((property) => fixedChoicesIn(property, []));
	const unusable = choices.find(({ path, property }) => {
		const shownFor = property.displayOptions?.show?.operation;
		if (shownFor && !shownFor.some((value) => value === operation)) return false;
		const saved = savedValue(parameters, path) ?? property.default;
		// A choice that only another operation offers may be left over from it.
		return !choices.some((other) => other.path.join() === path.join() && hasValue(other.property, saved));
	});
	return unusable?.property.displayName;
}

interface FixedChoice {
	readonly path: readonly string[];
	readonly property: INodeProperties;
}

function fixedChoicesIn(property: INodeProperties, parents: readonly string[]): FixedChoice[] {
	const { type, name, noDataExpression, options = [] } = property;
	const path = [...parents, name];
	if (type === 'options' && noDataExpression) return [{ path, property }];
	if (type !== 'collection') return [];
	return options.flatMap((option) => ('type' in option ? fixedChoicesIn(option, path) : []));
}

function hasValue({ options = [] }: INodeProperties, value: unknown): boolean {
	return options.some((option) => 'value' in option && option.value === String(value));
}
