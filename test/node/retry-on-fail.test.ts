import type { INodeParameters } from 'n8n-workflow';
import { people, sandboxed } from './sandboxed';

describe('Retry On Fail', () => {
	const { create, run, sandbox, sent } = sandboxed();
	const options = (changes: INodeParameters) => ({ parameters: { options: changes } });
	const at = (output: Array<{ json: { email?: unknown } }>) => output.map(({ json }) => json.email);
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const refuse = (email: string, times: number) => {
		sandbox().fault({
			match: { email },
			times,
			effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } },
		});
	};
	/** How often each person was sent. */
	const counts = () =>
		people(4).map(({ email }) => sent().filter((body) => JSON.stringify(body).includes(email)).length);

	it('with Stop: rows that the first try finished are not sent again', async () => {
		refuse('person2@example.com', 1);
		const run = await create(people(4), { node, ...options({ maxConcurrency: 1 }) });
		expect(run.status).toBe('success');
		expect(at(run.output('Created'))).toEqual(people(4).map(({ email }) => email));
		expect(counts()).toEqual([1, 1, 2, 1]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s: a failed row after others starts no second try',
		async (onError) => {
			refuse('person0@example.com', Infinity);
			const run = await create(people(4), { node, onError });
			expect(run.outputs.flat()).toHaveLength(4);
			expect(counts()).toEqual([1, 1, 1, 1]);
		},
	);

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s: when all of the first output failed, only the failed rows are sent again',
		async (onError) => {
			const [known, ...others] = people(4);
			sandbox().addLead(known ?? { name: '', email: '' });
			for (const { email } of others) refuse(email, 1);
			const run = await create(people(4), { node, onError });
			expect(run.output('Created')).toHaveLength(3);
			expect(run.output('Duplicate')).toHaveLength(1);
			expect(counts()).toEqual([1, 2, 2, 2]);
		},
	);

	it.each([
		['lost', { kind: 'drop', when: 'after' }, false],
		['empty', { kind: 'empty', after: true }, false],
		['lost', { kind: 'drop', when: 'after' }, true],
	] as const)(
		'a lead whose answer was %s (%j) in the first try is still this run’s own in the second, compared first: %j',
		async (_, effect, compareFirst) => {
			sandbox().fault({ match: { method: 'POST' }, effect });
			const run = await create(people(1), { node, ...options({ maxRetries: 0, compareFirst }) });
			expect(at(run.output('Created'))).toEqual(['person0@example.com']);
			expect(run.output('Duplicate')).toEqual([]);
		},
	);

	it('another run over the same rows sends them all', async () => {
		await create(people(2), { node });
		const run = await create(people(2), { node });
		expect(run.output('Duplicate')).toHaveLength(2);
	});

	it.each([
		['create', 'input', 3],
		['upsert', 'updated', 4],
	] as const)(
		'In the second try of Retry On Fail, a row that repeats a finished one keeps its result: %s',
		async (operation, repeated, requests) => {
			const [ann, bob] = people(2);
			sandbox().fault({
				match: { email: bob?.email ?? '' },
				effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } },
			});
			const result = await run(operation, [ann ?? {}, ann ?? {}, bob ?? {}], {
				parameters: { name: '={{ $json.name }}', email: '={{ $json.email }}', options: { maxConcurrency: 1 } },
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			});
			const said = result.outputs.flat().map(({ json }) => json.duplicateOf ?? json.upsertAction ?? 'created');
			expect(said.sort()).toEqual(['created', 'created', repeated]);
			expect(sent()).toHaveLength(requests);
		},
	);
});
