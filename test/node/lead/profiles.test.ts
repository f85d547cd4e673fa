import { PROFILES, sandboxed } from '../sandboxed';

const leadId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const ann = { name: 'Ann', email: 'ann@example.com' };

/** The answers that the sandbox gave, without the envelope that one of the profiles has. */
function recordOf(body: unknown): unknown {
	return typeof body === 'object' && body !== null && 'data' in body ? body.data : body;
}

describe.each(PROFILES)('with a PollyBot of the profile %s', (profile) => {
	const { create, run, sandbox } = sandboxed({ profile });

	it('the sandbox is that one', () => {
		expect(sandbox().profile).toBe(profile);
	});

	it('a lead is created, got, updated, listed and deleted, and each item is the record of the answer', async () => {
		const created = (await create([ann])).outputs[0]?.[0]?.json;
		const got = (await run('get', [{ id: created?.id }], { parameters: { leadId } })).outputs[0]?.[0]?.json;
		const parameters = { leadId, updateFields: { company: 'Example Corp' } };
		const updated = (await run('update', [{ id: created?.id }], { parameters })).outputs[0]?.[0]?.json;
		expect([created, got, updated]).toEqual(sandbox().requests.map(({ responseBody }) => recordOf(responseBody)));
		expect(got).toEqual(created);
		expect(updated).toMatchObject({ ...ann, company: 'Example Corp' });

		const listed = await run('getAll', [{}], { parameters: { returnAll: true } });
		expect(listed.outputs[0]?.map(({ json }) => json)).toEqual([updated]);
		const deleted = await run('delete', [{ id: created?.id }], { parameters: { leadId } });
		expect(deleted.outputs[0]?.[0]?.json).toMatchObject({ deleted: true, id: created?.id });
		expect(sandbox().leads()).toEqual([]);
	});

	it('a known email comes out as a duplicate', async () => {
		const known = sandbox().addLead(ann);
		const { json } = (await create([ann])).output('Duplicate')[0] ?? {};
		expect(json).toMatchObject({ duplicate: true, existingLeadId: known.id });
	});
});
