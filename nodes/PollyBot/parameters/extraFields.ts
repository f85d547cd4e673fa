import type { INodeProperties } from 'n8n-workflow';
import { readText } from '../lead/cell';
import type { ExtraPlace } from '../mapping/autoMap';
import { type Invalid, readField } from '../lead/invalid';
import { fail, ok, type Result } from '../result';
import type { ParameterReader } from './reader';
import { NOT_AS_TOOL } from './leadProperties';

/** An option of the operations that map a lead. */
export const storeExtraFieldsIn: INodeProperties = {
	displayName: 'Store Other Fields In',
	name: 'storeExtraFieldsIn',
	type: 'options',
	options: [
		{
			name: 'Custom Fields',
			value: 'customFields',
			description: 'For newer PollyBots, which do not store metadata',
		},
		{ name: 'Metadata', value: 'metadata', description: 'As in the documentation of PollyBot v1.0' },
	],
	default: 'metadata',
	description:
		"Where 'Auto-Map Input Data' and 'Add Remaining Input Fields to Metadata' put input fields that are not fields of a lead",
	displayOptions: NOT_AS_TOOL,
};

/** Where input fields go that are not fields of a lead. In the wrong place they might be lost. */
export function readExtraPlace(read: ParameterReader, item: number): Result<ExtraPlace, Invalid> {
	return readField('storeExtraFieldsIn', read('options.storeExtraFieldsIn', item, 'metadata'), (value) => {
		const text = readText(value);
		if (!text.ok) return text;
		if (text.value === 'customFields') return ok('customFields');
		return text.value === 'metadata' || text.value === ''
			? ok('metadata')
			: fail('must be metadata or customFields. Correct the expression, or choose one of them in the node.');
	});
}
