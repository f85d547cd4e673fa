import type { INodeOutputConfiguration, INodeParameters } from 'n8n-workflow';

/**
 * The outputs that the node has with these parameters, without n8n's own Error output. n8n evaluates this function's
 * source as an expression, so it uses nothing from outside.
 *
 * @param parameters the node's parameters as they are saved, unevaluated: n8n loses every row when outputs depend on an
 * item
 */
export function declaredOutputs(
	parameters: INodeParameters,
): Array<INodeOutputConfiguration & { displayName: string }> {
	const names = ['Created'];
	if ((parameters.onDuplicate ?? 'duplicateOutput') === 'duplicateOutput') names.push('Duplicate');
	return names.map((displayName) => ({ type: 'main', displayName }));
}

/**
 * The values of the parameters that decide about the whole run, and so cannot be expressions: n8n takes the `=` from an
 * expression in one of them, and what is left is none of these.
 */
export const RUN_PARAMETERS: ReadonlyArray<{ name: string; label: string; values: readonly string[] }> = [
	{ name: 'resource', label: 'Resource', values: ['lead'] },
	{ name: 'operation', label: 'Operation', values: ['create'] },
	{ name: 'scope', label: 'Scope', values: ['chatbot', 'workspace'] },
	{ name: 'onDuplicate', label: 'On Duplicate', values: ['duplicateOutput', 'returnExisting', 'error'] },
];
