import { people, sandboxed } from './sandboxed';

const { run, sandbox, sent } = sandboxed();

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
