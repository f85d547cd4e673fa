import type { INodeOutputConfiguration, INodeParameters } from 'n8n-workflow';
import type { ChosenOutput, Resource } from './operation';

/** The output of rows that wait until the rate limit allows them. */
export const DEFERRED = 'Deferred';

/** The outputs of each operation, of lists and texts only: the table is part of an expression, which `}}` would end. */
export type OutputTable = ReadonlyArray<
	readonly [resource: string, operation: string, first: string, chosen: readonly ChosenOutput[]]
>;

const DEFERRED_OUTPUT: ChosenOutput = [DEFERRED, ['options', 'onRateLimit'], 'deferredOutput', 'wait'];

export function outputTable(resources: readonly Resource[]): OutputTable {
	return resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value, output, chosenOutputs = [], canDefer }) => {
			return [resource, value, output, canDefer ? [...chosenOutputs, DEFERRED_OUTPUT] : chosenOutputs] as const;
		}),
	);
}

/**
 * The outputs that the node has with these parameters, without n8n's own Error output. n8n evaluates this function's
 * source as an expression, so it uses nothing from outside.
 *
 * @param parameters the node's parameters as they are saved, unevaluated: n8n loses every row when outputs depend on an
 * item
 */
export function declaredOutputs(
	parameters: INodeParameters,
	table: OutputTable,
): Array<INodeOutputConfiguration & { displayName: string }> {
	const rows = table.filter((candidate) => candidate[0] === (parameters.resource ?? table[0]?.[0]));
	const row = rows.find((candidate) => candidate[1] === parameters.operation) ?? rows[0] ?? table[0];
	if (!row) return [];
	const isChosen = (path: readonly string[], value: string, preset: string) => {
		let saved: unknown = parameters;
		for (const name of path) {
			const entries: Array<[string, unknown]> = Object.entries(saved ?? {});
			saved = entries.find((entry) => entry[0] === name)?.[1];
		}
		return (saved ?? preset) === value;
	};
	const chosen = row[3].filter((choice) => isChosen(choice[1], choice[2], choice[3])).map((choice) => choice[0]);
	return [row[2], ...chosen].map((displayName) => ({ type: 'main', displayName }));
}

/** The expression that n8n finds a node's outputs by. */
export function outputsExpression(table: OutputTable): `={{${string}}}` {
	return `={{ (${declaredOutputs.toString()})($rawParameter, ${JSON.stringify(table)}) }}`;
}
