import type { INodeOutputConfiguration, INodeParameters } from 'n8n-workflow';

/**
 * The outputs that the node has with these parameters, without n8n's own Error output. n8n evaluates this function's
 * source as an expression, so it uses nothing from outside.
 *
 * @param parameters the node's parameters as they are saved: an expression in one of them must not be evaluated here,
 * because n8n loses every row when outputs depend on an item
 */
export function declaredOutputs(
	parameters: INodeParameters,
): Array<INodeOutputConfiguration & { displayName: string }> {
	const names = ['Created'];
	if ((parameters.onDuplicate ?? 'duplicateOutput') === 'duplicateOutput') names.push('Duplicate');
	return names.map((displayName) => ({ type: 'main', displayName }));
}

/** Parameters that decide about the whole run, and so cannot be expressions. */
export const WITHOUT_EXPRESSION: ReadonlyArray<readonly [name: string, label: string]> = [
	['resource', 'Resource'],
	['operation', 'Operation'],
	['scope', 'Scope'],
	['onDuplicate', 'On Duplicate'],
];
