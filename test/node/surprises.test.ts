import { containing } from '~/test/matchers';
import { mapped, people, sandboxed, type CreateOptions } from './sandboxed';

const { create, run, sandbox } = sandboxed();

describe('an empty first output', () => {
	const hints = async (rows: readonly object[], options: CreateOptions) =>
		(await create(rows, options)).hints.map(({ message }) => message);
	const duplicates = (count: number) =>
		people(count).map((person) => ({ ...person, id: sandbox().addLead(person).id }));
	const loopEnds = containing('No row went to the output Created. A loop needs every output connected back to it');
	const emptyItem = containing("The empty item there is from n8n, because 'Always Output Data' is on");

	it.each([
		['in a loop', { inLoop: true }, [loopEnds]],
		['outside of one', {}, []],
		['with Always Output Data', { node: { alwaysOutputData: true } }, [emptyItem]],
		[
			'in a loop, which goes on with Always Output Data',
			{ inLoop: true, node: { alwaysOutputData: true } },
			[emptyItem],
		],
	])('of an execution with duplicates only is explained: %s', async (_, options, expected) => {
		expect(await hints(duplicates(2), options)).toEqual(expected);
		expect(await hints([...duplicates(2), { name: 'Zoe', email: 'zoe@example.com' }], options)).toEqual([]);
	});

	it('is told of where all rows went to the Error output, and not where failed rows are on the first one', async () => {
		const rows = [{ name: 'Ann', email: 'ann' }];
		expect(await hints(rows, { inLoop: true, onError: 'continueErrorOutput' })).toEqual([loopEnds]);
		expect(await hints(rows, { inLoop: true, onError: 'continueRegularOutput' })).toEqual([]);
	});

	it('is told of as the output is named', async () => {
		const { hints } = await run('upsert', [{ name: 'Ann', email: 'ann' }], {
			parameters: mapped(),
			inLoop: true,
			onError: 'continueErrorOutput',
		});
		expect(hints).toMatchObject([{ message: containing('the output Saved.') }]);
	});
});

describe('Custom API Call, which n8n adds to the menus', () => {
	it.each(['operation', 'resource'])('says to use the HTTP Request node: %s', async (menu) => {
		const parameters = { operation: 'create', [menu]: '__CUSTOM_API_CALL__' };
		const stopped = await run('create', people(2), { parameters });
		expect(stopped.error?.message).toContain("Use n8n's HTTP Request node");
		const went = await run('create', people(2), { parameters, onError: 'continueErrorOutput' });
		expect(went.outputs.flat()).toHaveLength(2);
		expect(went.outputs.at(-1)).toMatchObject([
			{ json: { error: { code: 'CONFIGURATION', message: containing('choose PollyBot API') } } },
			{},
		]);
		expect(sandbox().requests).toEqual([]);
	});
});

describe("tags in headings and in the service's words", () => {
	const link = '<a href="https://example.com/login">Sign in again</a>';
	const picture = '<img src="https://example.com/p.png">';

	it.each([link, picture, '<b', 'x'.repeat(100_000)])('are shown as text by a hint: %.30s', async (heading) => {
		const row = { name: 'Ann', email: 'ann@example.com', [heading]: 'x' };
		const { hints } = await create([row], { parameters: { dataToSend: 'autoMapInputData' } });
		expect(hints[0]?.message).toContain(heading.slice(0, 40).replaceAll('<', '‹').replaceAll('>', '›'));
		expect(hints[0]?.message).not.toMatch(/<|>/);
		expect(hints[0]?.message.length).toBeLessThan(4000);
	});

	it('are shown as text by an error', async () => {
		const body = { success: false, error: link, details: picture };
		sandbox().fault({ effect: { kind: 'status', status: 403, body } });
		const { error } = await create(people(1), { outsideContract: true });
		expect(error?.description).toContain('‹a href=');
		expect(JSON.stringify(error)).not.toMatch(/<(a|img)/);
	});
});
