import type { INodeProperties } from 'n8n-workflow';
import { leadOperations } from '~/test/leadOperations';
import { containing, containingAll, including } from '~/test/matchers';
import { describeNode, hintsBeforeRun } from './n8nCore';
import { people, mapped, sandboxed, type CreateOptions } from './sandboxed';

describe('The description of PollyBot', () => {
	describe('the description', () => {
		it('has actions that read well in the node creator', async () => {
			const { properties } = await describeNode();
			const { options = [] } = properties.find(({ name }) => name === 'operation') ?? {};
			const actions = options.map((option) => ('action' in option ? option.action : undefined));
			expect(actions).toEqual(leadOperations.map(({ action }) => action).sort());
			for (const action of actions) expect(action).toMatch(/^[A-Z][a-z]+( or [a-z]+| many)? leads?$/);
		});

		it('is found by many words, and is one of version 1 that AI agents may use', async () => {
			const description = await describeNode();
			expect(description).toMatchObject({ displayName: 'PollyBot', version: 1, usableAsTool: true, group: ['output'] });
			expect(description.codex?.alias).toEqual(containingAll(['lead', 'crm', 'chatbot', 'form', 'contact']));
			expect(description.credentials).toEqual([{ name: 'pollyBotApi', required: true, testedBy: 'testPollyBotApi' }]);
		});

		it('says of the newer statuses, wherever one is chosen, that PollyBot API v1.0 does not have them', async () => {
			const { properties } = await describeNode();
			const fields = properties.flatMap((property) => [property, ...fieldsIn(property)]);
			const menus = fields.filter(({ name }) => name === 'status').map(({ options = [] }) => options);
			// In create, in upsert, in update, in the filters.
			expect(menus).toHaveLength(4);
			for (const menu of menus)
				for (const value of ['NEGOTIATING', 'UNRESPONSIVE'])
					expect(menu).toContainEqual(including({ value, description: containing('API v1.0 has no such status') }));
		});

		it('names the two ways to give custom fields differently', async () => {
			const { properties } = await describeNode();
			const named = properties.flatMap(fieldsIn).filter(({ name }) => name.startsWith('customField'));
			expect(new Set(named.map(({ name, displayName }) => `${name}: ${displayName}`))).toEqual(
				new Set(['customFieldPairs: Custom Fields', 'customFields: Custom Fields (JSON)']),
			);
		});
	});

	/** The fields of a collection. */
	function fieldsIn({ options = [] }: INodeProperties): INodeProperties[] {
		return options.flatMap((option) => ('type' in option ? [option] : []));
	}
});

const DEFER = containing('set \'On Rate Limit\' in the options to "Send to Deferred Output"');
const RAISE = containing("raise 'Max Wait for Rate Limit' in the options");

describe('Before an execution of more rows than PollyBot takes in an hour, the editor says what to choose', () => {
	it.each([
		['create', {}, [DEFER]],
		['create', { onRateLimit: 'wait', maxWait: 10 }, [DEFER]],
		['create', { onRateLimit: 'deferredOutput' }, []],
		['create', { onRateLimit: 'error' }, []],
		['create', { dryRun: true }, []],
		['upsert', {}, [DEFER]],
		['update', {}, [RAISE]],
		['delete', {}, [RAISE]],
		['update', { onRateLimit: 'error' }, []],
		['get', {}, []],
		['getAll', {}, []],
	])('%s with the options %j', async (operation, options, hints) => {
		const hintsFor = async (count: number) => {
			const items = people(count).map((json) => ({ json }));
			return await hintsBeforeRun({ parameters: { resource: 'lead', operation, options } }, items);
		};
		expect(await hintsFor(1001)).toEqual(hints);
		expect(await hintsFor(1000)).toEqual([]);
		expect(await hintsFor(0)).toEqual([]);
	});
});

describe('Hints and errors', () => {
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
});
