import type { INodeProperties } from 'n8n-workflow';
import { quoteField } from '~/nodes/PollyBot/lead/invalid';
import { describeNode } from './n8nCore';

/** Parameters that no error can be about: the panel offers nothing that could be wrong in them. */
const NEVER_WRONG =
	/^(resource|operation|scope|dataToSend|specifyMetadata|onDuplicate|returnAll|options|\w+Notice|toolDescription|allowMissingEmail|dedupeInput|dryRun|includeRemaining|max(Concurrency|Retries|Wait)|onRateLimit|timeout)$/;

/** Metadata and custom fields are given in two ways, and a sentence about a key of them means both. */
const IN_TWO_WAYS = ['customFields'];

function fieldsIn(property: INodeProperties): INodeProperties[] {
	const { options = [] } = property;
	return [property, ...options.flatMap((option) => ('type' in option ? fieldsIn(option) : []))];
}

describe('an error names a parameter as the panel does', () => {
	it('each one that may be wrong', async () => {
		const { properties } = await describeNode();
		const fields = properties.flatMap(fieldsIn).filter(({ name }) => !NEVER_WRONG.test(name));
		expect(fields.length).toBeGreaterThan(40);
		for (const { name, displayName } of fields)
			if (!IN_TWO_WAYS.includes(name)) expect([name, quoteField(name)]).toEqual([name, `'${displayName}'`]);
	});
});
