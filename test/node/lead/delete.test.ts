import { including } from '~/test/matchers';
import { sandboxed } from '../sandboxed';

const { run, sandbox, requests } = sandboxed();
const parameters = { leadId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };
const ann = { name: 'Ann', email: 'ann@example.com' };

test('the lead is gone, and the item says so', async () => {
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

test('an unknown lead, or one that an earlier item deleted, is a failure', async () => {
	const { id } = sandbox().addLead(ann);
	const result = await run('delete', [{ id }, { id }, { id: 'lead_none' }], {
		parameters,
		onError: 'continueErrorOutput',
	});
	expect(result.output('Success')).toHaveLength(1);
	expect(result.output('Error').map(({ json }) => json.error)).toEqual([
		including({ code: 'NOT_FOUND', item: 2 }),
		including({ code: 'NOT_FOUND', item: 3 }),
	]);
});

test('when the answer is lost, the lead that the retry does not find was deleted', async () => {
	const { id } = sandbox().addLead(ann);
	sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
	const result = await run('delete', [{ id }], { parameters });
	expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: null });
}, 15_000);
