import { containing } from '~/test/matchers';
import { sandboxed } from '../sandboxed';
import { POLLYBOTS } from '../pollyBots';

describe.each(POLLYBOTS)('$title', ({ profile, shown, metadata }) => {
	const { run, sandbox, requests } = sandboxed({ profile });
	const ann = { name: 'Ann', email: 'ann@example.com', phone: '1', metadata: { utm: 'a', kept: [1, 2] } };
	const leadId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
	const update = async (rows: object[], updateFields: object, options: Parameters<typeof run>[2] = {}) =>
		await run('update', rows, { ...options, parameters: { leadId, updateFields: { ...updateFields } } });
	const bodies = () => sandbox().requests.map(({ body }) => body);

	it('only what is set is sent, cleaned, and the lead comes as the service returns it', async () => {
		const { id } = sandbox().addLead(ann);
		const result = await update([{ id, state: ' Qualified ', tel: 555 }], {
			status: '={{ $json.state }}',
			phone: '={{ $json.tel }}',
			source: '',
			company: ' Tech Corp ',
			customFields: '{"budget": 5000}',
			tags: 'a, b,',
		});
		expect(bodies()).toEqual([
			{ status: 'qualified', phone: '555', company: 'Tech Corp', customFields: { budget: 5000 }, tags: ['a', 'b'] },
		]);
		expect(result.outputs).toEqual([[{ json: shown(sandbox().leads()[0]), pairedItem: { item: 0 } }]]);
		expect(requests()).toEqual([`PUT /leads/${id}`]);
	});

	it('metadata is given as typed pairs, and a service that stores it merges it', async () => {
		const { id } = sandbox().addLead(ann);
		const assignments = [
			{ id: '1', name: 'utm', value: 'b', type: 'string' },
			{ id: '2', name: 'score', value: '85', type: 'number' },
		];
		const result = await update([{ id }], { metadata: { assignments } });
		expect(bodies()).toEqual([{ metadata: { utm: 'b', score: 85 } }]);
		expect(result.outputs[0]?.[0]?.json.metadata).toEqual(metadata({ utm: 'b', score: 85, kept: [1, 2] }));
	});

	it('Clear sends null', async () => {
		const { id } = sandbox().addLead(ann);
		const result = await update([{ id }], { clear: ['phone', 'metadata'], name: 'Ann Lee' });
		expect(bodies()).toEqual([{ name: 'Ann Lee', phone: null, metadata: null }]);
		const { name, phone, metadata: left } = result.outputs[0]?.[0]?.json ?? {};
		expect([name, phone ?? null, left]).toEqual(['Ann Lee', null, metadata({})]);
	});

	it('Clear may be given by an expression, as a list or as text', async () => {
		const { id } = sandbox().addLead(ann);
		await update(
			[
				{ id, names: ['phone'] },
				{ id, names: 'tags, source' },
			],
			{ clear: '={{ $json.names }}' },
		);
		expect(bodies()).toEqual([{ phone: null }, { tags: null, source: null }]);
	});

	it.each<[string, object, string, string]>([
		['nothing is set', {}, 'updateFields', 'There is nothing to update.'],
		['all that is set is empty', { name: '  ', phone: '', tags: ' , ' }, 'updateFields', 'There is nothing to update.'],
		['the email is none', { email: 'nobody' }, 'email', '\'Email\' ("nobody") is not an email address'],
		['a field is set and cleared', { phone: '5', clear: ['phone'] }, 'phone', 'is both set and cleared'],
		['the name is to be cleared', { clear: ['name'] }, 'clear', 'names "name", which cannot be cleared'],
		['custom fields are no object', { customFields: '[1]' }, 'customFields', 'must be an object'],
	])('no request is sent when %s', async (_, fields, field, message) => {
		const result = await update([{ id: 'lead_1' }], fields, { onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({
			code: 'VALIDATION_ERROR',
			item: 1,
			field,
			message: containing(message),
		});
		expect(requests()).toEqual([]);
	});

	it('the email of another lead is rejected by PollyBot, in words that fit an update', async () => {
		const known = sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
		const { id } = sandbox().addLead(ann);
		const result = await update([{ id }], { email: 'bob@example.com' }, { onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({
			code: 'DUPLICATE_EMAIL',
			field: 'email',
			message: containing(`Another lead already has the email "bob@example.com" (lead ${known.id})`),
		});
	});

	it('several updates of a lead are made one after the other, in the order of the input', async () => {
		const { id } = sandbox().addLead(ann);
		sandbox().fault({ effect: { kind: 'latency', ms: 100 } });
		const rows = Array.from({ length: 5 }, (_, index) => ({ id, name: `Ann ${index}` }));
		await update(rows, { name: '={{ $json.name }}' });
		expect(bodies()).toEqual(rows.map(({ name }) => ({ name })));
		expect(sandbox().leads()[0]?.name).toBe('Ann 4');
	});

	it('an unknown lead is a failure, and in stop mode the error says how many leads were updated', async () => {
		const { id } = sandbox().addLead(ann);
		const result = await update([{ id }, { id: 'lead_none' }], { name: 'Ann Lee' });
		expect(result.error?.message).toMatch(/^PollyBot has no lead with the ID "lead_none".* \[Item 2\]$/);
		expect(result.error?.description).toContain('1 lead was updated before the execution stopped.');
	});

	describe('what is empty changes nothing', () => {
		const empty = { text: '', blank: ' \u200b', none: null, number: Infinity };

		it('in the pairs and the custom fields', async () => {
			const { id } = sandbox().addLead(ann);
			const pair = (name: string, value: string, type: string) => ({ id: name, name, value, type });
			const assignments = [
				pair('text', '={{ $json.text }}', 'string'),
				pair('blank', '={{ $json.blank }}', 'string'),
				pair('none', '={{ $json.none }}', 'string'),
				pair('missing', '={{ $json.missing }}', 'number'),
				pair('day', '={{ DateTime.fromISO("never") }}', 'string'),
				pair('date', '={{ new Date("never") }}', 'string'),
				pair('ratio', '={{ 1 / 0 }}', 'number'),
				pair('kept', '={{ 0 }}', 'number'),
			];
			const customFields = '={{ { text: $json.text, none: $json.none, ratio: 0 / 0, kept: false } }}';
			await update([{ id, ...empty }], { metadata: { assignments }, customFields });
			expect(bodies()).toEqual([{ customFields: { kept: false }, metadata: { kept: 0 } }]);
		});

		it('and with nothing else there is nothing to update', async () => {
			const result = await update(
				[{ id: 'lead_1', m: empty }],
				{ metadata: '={{ $json.m }}' },
				{ onError: 'continueErrorOutput' },
			);
			expect(result.output('Error')[0]?.json.error).toMatchObject({ field: 'updateFields', code: 'VALIDATION_ERROR' });
			expect(requests()).toEqual([]);
		});
	});

	it('one key is cleared, and the others stay: PollyBot merges the metadata and replaces the custom fields', async () => {
		const { id } = sandbox().addLead({ ...ann, customFields: { size: 'L', plan: 'Pro' } });
		const assignments = [{ id: '1', name: 'score', value: 5, type: 'number' }];
		await update([{ id }], { metadata: { assignments }, clear: '={{ ["metadata.utm", "customFields.size"] }}' });
		expect(bodies()[1]).toEqual({ metadata: { score: 5, utm: null }, customFields: { size: null, plan: 'Pro' } });
		expect(requests().map((request) => request.split(' ')[0])).toEqual(['GET', 'PUT']);
	});

	it('a list as an email is rejected in our words', async () => {
		const result = await update([{ id: 'lead_1', mails: ['ann@example.com'] }], { email: '={{ $json.mails }}' });
		expect(result.error?.message).toBe(
			"'Email' must be text, but contains a list or an object. Map it to a single value. [Item 1]",
		);
	});

	it('an address with a name before it is cleaned, and two are rejected', async () => {
		const { id } = sandbox().addLead(ann);
		const rows = [
			{ id, mail: 'Ann Lee <ann.lee@example.com>;' },
			{ id, mail: 'a@example.com, b@example.com' },
		];
		const result = await update(rows, { email: '={{ $json.mail }}' }, { onError: 'continueErrorOutput' });
		expect(bodies()).toEqual([{ email: 'ann.lee@example.com' }]);
		expect(result.output('Error')[0]?.json.error).toMatchObject({
			field: 'email',
			message: containing('("a@example.com, b@example.com") contains 2 addresses'),
		});
	});
});
