import { OWN_CODES, SERVICE_CODES } from '~/nodes/PollyBot/codes';
import type { EffectOf } from '~/tools/sandbox/faults/effects';
import { containing } from '~/test/matchers';
import { people, sandboxed } from './sandboxed';

const { create, sandbox } = sandboxed();

const page = (status: number): EffectOf<'status'> => ({ kind: 'status', status, body: '<!doctype html><h1>Oops</h1>' });
const says = (status: number, code: string): EffectOf<'status'> => ({
	kind: 'status',
	status,
	body: { success: false, error: 'In the words of PollyBot', code },
});

describe('A response to one row of 10', () => {
	it.each([
		['a page with status 200', page(200)],
		['a page with status 400', page(400)],
		['a page with status 401', page(401)],
		['a page with status 403', page(403)],
		['a page with status 404', page(404)],
		['a page with status 409', page(409)],
		['an empty 404', { kind: 'empty', status: 404 }],
		['an empty 401', { kind: 'empty', status: 401 }],
		['a redirect', { kind: 'redirect', location: 'https://login.example.com' }],
		['a 402 of the service', says(402, 'PLAN_ENDED')],
		['a 403 of the service', says(403, 'FORBIDDEN')],
	] as const)('that is %s concerns its row alone', async (_, effect) => {
		sandbox().fault({ match: { email: 'person7@example.com' }, effect });
		const run = await create(people(10), { onError: 'continueErrorOutput' });
		expect(run.output('Created')).toHaveLength(9);
		expect(run.output('Error').map(({ json }) => json.error)).toMatchObject([{ item: 8 }]);
	});

	it.each([
		['a rejected key', says(401, 'INVALID_API_KEY')],
		['an unknown chatbot', says(404, 'CHATBOT_NOT_FOUND')],
	] as const)('that says %s ends the execution, and every remaining row fails for it', async (_, effect) => {
		sandbox().fault({ match: { nth: 5 }, effect, times: 20 });
		const run = await create(people(20), {
			parameters: { options: { maxConcurrency: 1 } },
			onError: 'continueErrorOutput',
		});
		expect(run.output('Created')).toHaveLength(4);
		expect(run.output('Error')).toHaveLength(16);
		expect(sandbox().requests).toHaveLength(5);
	});
});

describe('A code of ours in a response', () => {
	const ours = OWN_CODES.filter((code) => !(SERVICE_CODES as readonly string[]).includes(code));

	it.each(ours.flatMap((code) => [400, 402, 409].map((status) => [code, status] as const)))(
		'%s, with status %d, is the service’s: its sentence is in the service’s words',
		async (code, status) => {
			sandbox().fault({ effect: says(status, code) });
			const run = await create(people(2), { onError: 'continueErrorOutput' });
			expect(run.output('Created')).toHaveLength(1);
			expect(run.output('Error').map(({ json }) => json.error)).toEqual([
				{
					code,
					httpStatus: status,
					item: 1,
					message: containing(`PollyBot rejected the request (HTTP ${status}, ${code})`),
					description: 'PollyBot says: In the words of PollyBot',
				},
			]);
		},
	);

	it('UNCONFIRMED does not count as a lead that may be stored', async () => {
		sandbox().fault({ effect: says(402, 'UNCONFIRMED') });
		const run = await create(people(1));
		expect(run.error?.description).not.toContain('not confirmed');
	});
});
