import type { INodeProperties } from 'n8n-workflow';
import { readBoolean } from '../lead/boolean';
import type { RunContext } from '../run/operation';

/** An option of the operations that map a lead. */
export const dryRun: INodeProperties = {
	displayName: 'Check Only, Send Nothing',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description:
		'Whether to show what would be sent, without sending anything to PollyBot. Rows that cannot be sent fail as usual. Existing leads are not looked up.',
};

export function isDryRun(run: RunContext, item: number): boolean {
	return readBoolean(run.read(`options.${dryRun.name}`, item, false), false);
}
