import { anyText, containing, including } from '~/test/matchers';
import { sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe.each(POLLYBOTS)('Update, $title', ({ profile, shown, metadata }) => {
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

	it('metadata is given as JSON and as typed pairs, which win, and a service that stores it merges it', async () => {
		const { id } = sandbox().addLead(ann);
		const assignments = [
			{ id: '1', name: 'utm', value: 'b', type: 'string' },
			{ id: '2', name: 'score', value: '85', type: 'number' },
		];
		const result = await update([{ id }], { metadata: { assignments }, metadataJson: '{"utm":"x","plan":{"a":1}}' });
		expect(bodies()).toEqual([{ metadata: { utm: 'b', plan: { a: 1 }, score: 85 } }]);
		expect(result.outputs[0]?.[0]?.json.metadata).toEqual(
			metadata({ utm: 'b', plan: { a: 1 }, score: 85, kept: [1, 2] }),
		);
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
});

describe.each(POLLYBOTS)('Delete, $title', ({ profile, notFound }) => {
	const { run, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
	const parameters = { leadId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
	const ann = { name: 'Ann', email: 'ann@example.com' };

	it('the lead is gone, and the item says so', async () => {
		const { id } = sandbox().addLead(ann);
		const result = await run('delete', [{ id }], { parameters });
		const [item] = result.outputs[0] ?? [];
		expect(item).toEqual({
			json: { deleted: true, id, deletedAt: item?.json.deletedAt },
			pairedItem: { item: 0 },
		});
		expect(Math.abs(Date.parse(item?.json.deletedAt as string) - Date.now())).toBeLessThan(60_000);
		expect(sandbox().leads()).toEqual([]);
		expect(requests()).toEqual([`DELETE /leads/${id}`]);
	});

	it('an unknown lead is a failure', async () => {
		const result = await run('delete', [{ id: 'lead_none' }], { parameters, onError: 'continueErrorOutput' });
		expect(result.output('Error').map(({ json }) => json.error)).toEqual([including({ code: notFound.Lead, item: 1 })]);
	});

	it('an error that stops it counts a lead once that several items name', async () => {
		const { id } = sandbox().addLead(ann);
		const rows = [{ id }, { id }, { id: 'lead_none' }];
		const { error } = await run('delete', rows, { parameters: { ...parameters, options: { maxConcurrency: 1 } } });
		expect(error?.description).toContain('1 lead was deleted before the execution stopped.');
	});

	it('a lead that several items name is deleted once, and each says so', async () => {
		const { id } = sandbox().addLead(ann);
		const result = await run('delete', [{ id }, { id }], { parameters });
		expect(result.outputs[0]?.map(({ json }) => [json.id, json.deleted])).toEqual([
			[id, true],
			[id, true],
		]);
		expect(requests()).toHaveLength(1);
	});

	describe('a lost answer', () => {
		const drop = { kind: 'drop', when: 'after' } as const;

		it('and a lead of another chatbot: it is not said to be deleted', async () => {
			const { id } = sandbox().addLead({ ...ann, chatbotId: 'cb_other' });
			sandbox().fault({ effect: { ...drop, when: 'before' } });
			const result = await run('delete', [{ id }], { parameters, onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({ code: notFound.Lead });
			expect(sandbox().leads()).toHaveLength(1);
		});

		it('and a workspace that cannot be asked: it is not said to be unknown', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: drop });
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'status', status: 503 }, times: Infinity });
			const result = await run('delete', [{ id }], {
				parameters: { ...parameters, options: { maxRetries: 1 } },
				onError: 'continueErrorOutput',
			});
			expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', field: 'leadId', value: id });
			expect(sandbox().leads()).toEqual([]);
		});

		it('and a lead that the next attempt deletes: the item says when', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: { ...drop, when: 'before' } });
			const result = await run('delete', [{ id }], { parameters });
			expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: anyText() });
			expect(sandbox().leads()).toEqual([]);
		});

		it('and a lead that the workspace does not know any more: it was deleted, and nobody else is asked', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: drop });
			const result = await run('delete', [{ id }], {
				parameters: { ...parameters, options: { scope: 'workspace' } },
			});
			expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: null });
			expect(requests()).toEqual([`DELETE /leads/${id}`, `DELETE /leads/${id}`]);
		});

		it('and no request left to ask the workspace: the error says that the lead may be deleted', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().setLimit(2, 3600);
			sandbox().fault({ effect: drop });
			const result = await run('delete', [{ id }], { parameters, onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', field: 'leadId', value: id });
			expect(requests()).toHaveLength(2);
		});

		it('and no request left for another attempt: the lead may be deleted', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().setLimit(1, 3600);
			sandbox().fault({ effect: drop });
			const result = await run('delete', [{ id }], { parameters, onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', field: 'leadId', value: id });
		});

		it('and another item that stops the execution meanwhile: its error is thrown', async () => {
			const { id } = sandbox().addLead(ann);
			const path = new RegExp(`${id}$`);
			sandbox().fault({ match: { path }, effect: drop });
			sandbox().fault({ match: { path }, effect: { kind: 'latency', ms: 1500 } });
			sandbox().fault({ match: { path: /lead_none$/ }, effect: { kind: 'latency', ms: 1000 } });
			const rows = [sandbox().addLead({ ...ann, email: 'bob@example.com' }), { id }, { id: 'lead_none' }];
			const { error } = await run('delete', rows, { parameters });
			expect(error?.message).toMatch(/^PollyBot has no lead with the ID "lead_none".* \[Item 3\]$/);
			expect(error?.description).toContain('1 lead was not confirmed');
		});

		it('and n8n tries the node again: what the first try deleted is deleted', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: drop });
			const result = await run('delete', [{ id }], {
				parameters: { ...parameters, options: { maxRetries: 0 } },
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			});
			expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: null });
		});
	});
});
