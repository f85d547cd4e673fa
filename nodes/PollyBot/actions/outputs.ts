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
	const firstOf: Record<string, string> = {
		upsert: 'Saved',
		get: 'Lead',
		getAll: 'Leads',
		update: 'Updated',
		delete: 'Deleted',
	};
	const first = firstOf[String(parameters.operation)] ?? 'Created';
	const names = [first];
	if (first === 'Created' && (parameters.onDuplicate ?? 'duplicateOutput') === 'duplicateOutput') {
		names.push('Duplicate');
	}
	const options: unknown = parameters.options;
	const canDefer = first === 'Created' || first === 'Saved';
	if (canDefer && typeof options === 'object' && options !== null && 'onRateLimit' in options) {
		if (options.onRateLimit === 'deferredOutput') names.push('Deferred');
	}
	return names.map((displayName) => ({ type: 'main', displayName }));
}
