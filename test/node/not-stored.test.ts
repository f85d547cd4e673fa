import type { INodeParameters } from 'n8n-workflow';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { containing, matching } from '~/test/matchers';
import { mapped, people, PROFILES, sandboxed, type Sandboxed } from './sandboxed';

const json = (metadata: object): INodeParameters => ({
	additionalFields: { metadataJson: JSON.stringify(metadata) },
});
const leadId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const pairs = (fields: Record<string, string>) => ({
	assignments: Object.entries(fields).map(([name, value]) => ({ id: name, name, value, type: 'string' })),
});
const all = {
	company: 'Tech Corp',
	discord: 'ann',
	message: 'Hi',
	preferredMethod: 'phone',
	tags: 'VIP',
	urgency: 'low',
};

const messages = async (run: ReturnType<Sandboxed['run']>) => (await run).hints.map(({ message }) => message);

describe.each(PROFILES)('PollyBot %s', (profile) => {
	const { create, run, sandbox } = sandboxed({ profile });
	const known = (count: number) =>
		people(count).map((person) => ({ ...person, email: person.email.toUpperCase(), id: sandbox().addLead(person).id }));

	it('that stores what is sent leaves nothing to say', async () => {
		const parameters = { phone: '(555) 1', source: 'Web', additionalFields: { ...all, customFields: '{"Size": 5}' } };
		expect(await messages(create(people(3), { parameters }))).toEqual([]);
		expect(await messages(run('upsert', known(5), { parameters: mapped(parameters) }))).toEqual([]);
		const updateFields = { email: '={{ $json.email }}', tags: 'a', status: 'contacted', clear: ['phone', 'company'] };
		const ids = sandbox().leads().slice(0, 3);
		expect(await messages(run('update', ids, { parameters: { leadId, updateFields } }))).toEqual([]);
	});

	it('that leaves a field out of its answer is told of: the field, the number of leads, by one hint', async () => {
		for (const method of ['POST', 'PUT'])
			sandbox().fault({ match: { method }, times: 3, effect: { kind: 'altered', patch: patchOf({ source: null }) } });
		const options = { parameters: mapped({ source: 'web', phone: '5' }) };
		const notStored = matching(/^PollyBot returned 3 leads without source: it was sent, but probably not stored\.$/);
		expect(await messages(create(people(5), options))).toEqual([notStored]);
		expect(await messages(run('upsert', people(5), options))).toEqual([notStored]);
	});

	it('that has set another status is told of', async () => {
		const patch = patchOf({ status: 'UNRESPONSIVE' });
		sandbox().fault({ match: { method: 'POST' }, times: 2, effect: { kind: 'altered', patch } });
		const status = profile === '1.0' ? 'lost' : 'new';
		expect(await messages(create(people(3), { parameters: { status } }))).toEqual([
			'PollyBot set a different status for 2 leads. To change it, add an Update operation after this node.',
		]);
	});

	/** The same fields in the envelope of this profile. */
	function patchOf(fields: object): object {
		return profile === '1.0' ? { data: fields } : fields;
	}
});

describe('A PollyBot that stores no metadata, as that of 2026', () => {
	const { create, run, node, sandbox } = sandboxed({ profile: '2026' });
	const told = (leads: string, option = '') =>
		`PollyBot returned ${leads} without metadata: it was sent, but probably not stored. To keep such data, ${option}use Custom Fields (among the Additional Fields).`;
	const OPTION = 'set \'Store Other Fields In\' (in the options) to "Custom Fields", or ';

	it('create says so, once for all leads, as a warning', async () => {
		const rows = people(40).map((person) => ({ ...person, utm: 'google', row: 5 }));
		const { hints, outputs } = await create(rows, { parameters: { dataToSend: 'autoMapInputData' } });
		expect(hints).toEqual([
			{ message: told('40 leads', OPTION), type: 'warning', location: 'outputPane' },
			{
				message: 'Mapped: Name from “name”; Email from “email”; “utm”, “row” in the metadata.',
				type: 'info',
				location: 'outputPane',
			},
		]);
		expect(outputs[0]?.map(({ json: lead }) => lead)).toEqual(
			sandbox().requests.map(({ responseBody }) => responseBody),
		);
	});

	it('create counts neither duplicates nor failed rows', async () => {
		sandbox().addLead(people(1)[0] ?? { name: '' });
		const rows = [...people(3), ...people(2), { name: 'Bad', email: 'nobody' }];
		const result = create(rows, { parameters: json({ a: 1 }), onError: 'continueErrorOutput' });
		expect(await messages(result)).toEqual([told('2 leads'), containing('repeated the email')]);
	});

	it('a status that it does not take on a create is told of, and the default, which it sets itself, is not', async () => {
		expect(await messages(create(people(1)))).toEqual([]);
		expect(
			await messages(create([{ name: 'Bob', email: 'bob@example.com' }], { parameters: { status: 'lost' } })),
		).toEqual(['PollyBot set a different status for 1 lead. To change it, add an Update operation after this node.']);
	});

	it('upsert says so of created and of updated leads, and counts one of which there are several rows once', async () => {
		const rows = [...people(3), ...people(3), { name: 'Zoe', email: 'PERSON0@example.com' }];
		sandbox().addLead({ name: 'Person 1', email: 'person1@example.com' });
		expect(await messages(run('upsert', rows, { parameters: mapped(json({ a: 1 })) }))).toEqual([told('3 leads')]);
	});

	it('update says so, and where its own fields are', async () => {
		const ids = people(2).map((person) => sandbox().addLead(person));
		const parameters = { leadId, updateFields: { metadata: pairs({ utm: 'a' }), company: 'Tech Corp' } };
		expect(await messages(run('update', ids, { parameters }))).toEqual([
			'PollyBot returned 2 leads without metadata: it was sent, but probably not stored. To keep such data, use Custom Fields (among the Update Fields).',
		]);
	});

	it('a lead whose answer was lost is looked at too', async () => {
		sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
		const result = await create(people(1), { parameters: json({ a: 1 }) });
		expect(result.output('Created')).toHaveLength(1);
		expect(result.hints).toMatchObject([{ message: told('1 lead') }]);
	});

	it('an execution that stops at a failure says it in the error', async () => {
		const effect = { kind: 'status', status: 403, body: { success: false, error: 'Plan expired' } } as const;
		sandbox().fault({ match: { email: 'person2@example.com' }, effect });
		const parameters = { ...json({ a: 1 }), options: { maxConcurrency: 1 } };
		expect((await create(people(4), { parameters })).error?.description).toBe(
			`PollyBot says: Plan expired.\n2 leads were created before the execution stopped. ${told('2 leads')}`,
		);
	});

	it('as a tool, the answer says it beside the lead, and names no option that a tool does not have', async () => {
		const tool = { nodeName: 'pollyBotTool', nodeType: new PollyBot() };
		const parameters = { ...people(1)[0], ...json({ a: 1 }) };
		const { outputs } = await run('create', [{}], { ...node({}), ...tool, parameters });
		expect(outputs).toEqual([
			[
				{
					json: {
						...(sandbox().requests[0]?.responseBody as object),
						n8n_not_stored:
							'PollyBot returned 1 lead without metadata: it was sent, but probably not stored. To keep such data, use Custom Fields (among the Additional Fields).',
					},
					pairedItem: { item: 0 },
				},
			],
		]);
		const stored = await run('create', [{}], { ...tool, parameters: { name: 'Bob', email: 'bob@example.com' } });
		expect(stored.outputs[0]?.[0]?.json).toEqual(sandbox().requests[1]?.responseBody);
	});
});
