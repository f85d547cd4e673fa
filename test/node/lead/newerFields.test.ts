import { PROFILES, sandboxed } from '../sandboxed';
import { ann, leadId, sendFields } from './sendFields';

describe.each(PROFILES)('with a PollyBot of the profile %s', (profile) => {
	const pollyBot = sandboxed({ profile });
	const { run, sandbox } = pollyBot;
	const bodies = () => sandbox().requests.map(({ body }) => body);
	const stored = () => sandbox().leads()[0];
	/** Of what only the newer service takes, the older one stores nothing. */
	const outsideContract = profile === '1.0';

	describe('priority and notes', () => {
		it('are sent by an update, cleaned', async () => {
			await sendFields(
				pollyBot,
				'update',
				{ next: ' Call back\n' },
				{ priority: 'URGENT', notes: '={{ $json.next }}' },
				{ outsideContract },
			);
			expect(bodies()).toEqual([{ notes: 'Call back', priority: 'URGENT' }]);
			const kept = profile === '2026' ? { notes: 'Call back', priority: 'URGENT' } : ann;
			expect(stored()).toMatchObject(kept);
		});

		it('notes are cleared by null', async () => {
			const lead = sandbox().addLead({ ...ann, notes: 'Called', phone: '1' });
			const parameters = { leadId, updateFields: { clear: ['notes', 'phone'] } };
			const { error } = await run('update', [{ id: lead.id }], { parameters, outsideContract });
			expect(error).toBeUndefined();
			expect(bodies()).toEqual([{ notes: null, phone: null }]);
			expect(stored()?.phone).toBeUndefined();
			expect(stored()?.notes).toBe(profile === '2026' ? undefined : 'Called');
		});

		it('are not sent by a create, which cannot set them', async () => {
			await sendFields(pollyBot, 'create', {}, { priority: 'HIGH', notes: 'x' });
			expect(bodies()).toEqual([ann]);
		});

		it.each(['LOW', 'MEDIUM', 'HIGH', 'URGENT'])('only leads of the priority %s are listed', async (priority) => {
			for (const other of ['LOW', 'MEDIUM', 'HIGH', 'URGENT'])
				sandbox().addLead({ name: other, email: `${other}@example.com`, priority: other });
			const result = await run('getAll', [{}], { parameters: { filters: { priority } } });
			expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual([priority]);
		});
	});

	describe.each(['NEGOTIATING', 'UNRESPONSIVE'])('the status %s', (status) => {
		it.each(['create', 'upsert'])('goes out in capitals from %s', async (operation) => {
			await sendFields(pollyBot, operation, {}, {}, { parameters: { status } });
			expect(bodies().map((body) => Object(body) as object)).toEqual(bodies().map(() => ({ ...ann, status })));
		});

		it.each([status, status.toLowerCase(), ` ${status.charAt(0)}${status.slice(1).toLowerCase()}`])(
			'goes out in capitals from an update that is given %j, and is stored',
			async (given) => {
				await sendFields(pollyBot, 'update', { given }, { status: '={{ $json.given }}' });
				expect(bodies()).toEqual([{ status }]);
				expect(stored()?.status).toBe(status);
			},
		);

		it('is a filter of Get Many', async () => {
			sandbox().addLead({ ...ann, status });
			sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
			const result = await run('getAll', [{}], { parameters: { filters: { status } } });
			expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual(['Ann']);
		});
	});
});
