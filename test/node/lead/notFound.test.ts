import { containing, including } from '~/test/matchers';
import { mapped, sandboxed } from '../sandboxed';
import { POLLYBOTS } from '../pollyBots';

describe.each(POLLYBOTS)('$title', ({ profile }) => {
	const { create, run, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });

	const ann = { name: 'Ann', email: 'ann@example.com' };
	const leadId = { mode: 'id', value: '={{ $json.id }}' };

	describe.each(['NOT_FOUND', 'LEAD_NOT_FOUND', 'CHATBOT_NOT_FOUND', undefined])('a 404 with the code %s', (code) => {
		/** Answers the next requests of a method for one lead in the chatbot's scope as a newer service does. */
		const answerNotFound = (method: string, path: RegExp, times = 1) => {
			const body = { success: false, error: 'Not found', ...(code === undefined ? {} : { code }) };
			sandbox().fault({ match: { method, path }, effect: { kind: 'status', status: 404, body }, times });
		};

		it('is an unknown lead, and its code is passed on', async () => {
			answerNotFound('GET', /leads/);
			const { outputs } = await run('get', [{ id: 'lead_1' }], {
				parameters: { leadId },
				onError: 'continueRegularOutput',
			});
			expect(outputs[0]?.[0]?.json.error).toMatchObject({
				code: code ?? 'NOT_FOUND',
				httpStatus: 404,
				message: containing('PollyBot has no lead with the ID "lead_1"'),
			});
		});

		it('has an existing lead looked for in the workspace', async () => {
			const known = sandbox().addLead(ann);
			answerNotFound('GET', /chatbots/);
			const result = await create([ann], { parameters: { onDuplicate: 'returnExisting' } });
			expect(result.outputs[0]?.[0]?.json).toMatchObject({ id: known.id, duplicate: true });
		});

		it('has an upsert create the lead once more', async () => {
			const known = sandbox().addLead(ann);
			answerNotFound('PUT', /leads/, 2);
			sandbox().fault({ match: { method: 'PUT' }, effect: { kind: 'bare' } });
			const result = await run('upsert', [ann], { parameters: mapped() });
			expect(result.outputs[0]?.[0]?.json).toEqual(including({ id: known.id, upsertAction: 'updated' }));
			expect(requests().map((request) => request.split(' ')[0])).toEqual(['POST', 'PUT', 'PUT', 'POST', 'PUT']);
		});

		it('after a lost response tells that the lead was deleted', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
			answerNotFound('DELETE', /leads/);
			answerNotFound('GET', /leads/);
			const result = await run('delete', [{ id }], { parameters: { leadId } });
			expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: null });
		});
	});

	it('a page with 404 that is not PollyBot’s says nothing about a lead', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
		sandbox().fault({ effect: { kind: 'html', status: 404 } });
		const { id } = sandbox().addLead(ann);
		const result = await run('delete', [{ id }], { parameters: { leadId }, onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'NOT_POLLYBOT', httpStatus: 404 });
		expect(sandbox().leads()).toHaveLength(1);
	});
});
