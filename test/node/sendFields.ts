import type { INodeParameters } from 'n8n-workflow';
import { mapped, type CreateOptions, type Sandboxed } from './sandboxed';

export const ann = { name: 'Ann', email: 'ann@example.com' };

export const leadId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };

/**
 * Runs an operation over one row, so that the given fields reach a lead: one that PollyBot knows or, by create, a new one.
 *
 * @param fields what is set in Additional Fields or, by update, in Update Fields
 */
export async function sendFields(
	{ run, sandbox }: Sandboxed,
	operation: string,
	row: object,
	fields: INodeParameters,
	options: CreateOptions = {},
) {
	const id = operation === 'create' ? undefined : sandbox().addLead(ann).id;
	const parameters: INodeParameters =
		operation === 'update'
			? { leadId, updateFields: fields }
			: mapped({ status: '', additionalFields: fields, ...options.parameters });
	return await run(operation, [{ ...ann, id, ...row }], { ...options, parameters });
}
