import { including } from '~/test/matchers';
import { sandboxed } from '../sandboxed';
import { POLLYBOTS } from '../pollyBots';

describe.each(POLLYBOTS)('$title', ({ profile, notFound }) => {
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

		it('and a retry that does not find the lead: it was deleted', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: drop });
			const result = await run('delete', [{ id }], { parameters });
			expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: null });
		});

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
