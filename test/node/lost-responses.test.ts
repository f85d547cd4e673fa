import type { INodeParameters } from 'n8n-workflow';
import { containing } from '~/test/matchers';
import { POLLYBOTS } from './pollyBots';
import { people, sandboxed } from './sandboxed';

const LOST = {
	'a connection that broke off': { kind: 'drop', when: 'after' },
	'a body that was cut': { kind: 'cut' },
	'a gateway’s 502': { kind: 'status', status: 502, after: true, body: 'Bad Gateway' },
	'a gateway’s 408': { kind: 'status', status: 408, after: true, body: 'stream timeout' },
	'an empty 200': { kind: 'empty', after: true },
	'a page with status 200': { kind: 'status', status: 200, body: '<!doctype html>', after: true },
} as const;

interface Operation {
	readonly operation: 'create' | 'upsert';
	readonly parameters?: INodeParameters;
	/** What a row says of its lead that is neither failed nor told as created. */
	readonly later: string;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
	Create: { operation: 'create', later: 'duplicate' },
	'Create without detecting duplicates in the input': {
		operation: 'create',
		parameters: { options: { dedupeInput: false } },
		later: 'duplicate',
	},
	'Create that returns the existing lead': {
		operation: 'create',
		parameters: { onDuplicate: 'returnExisting', options: { dedupeInput: false } },
		later: 'duplicate',
	},
	'Create or Update': { operation: 'upsert', later: 'updated' },
};

/** A duplicate without the ID of the lead that exists. */
const NAMELESS = { success: false, error: 'Email already exists', code: 'DUPLICATE_EMAIL' };

const ANN = { name: 'Ann Lee', email: 'ann@example.com', bot: 'cb_one' };

const ROWS = {
	'the same row': [ANN, ANN, ANN],
	'a row with other fields': [ANN, { ...ANN, phone: '+1-555-0100' }, { ...ANN, name: 'Ann B. Lee' }],
	'a row for another chatbot': [ANN, { ...ANN, bot: 'cb_two' }, ANN],
};

const CASES = Object.keys(OPERATIONS).flatMap((operation) =>
	Object.keys(LOST).flatMap((lost) => Object.keys(ROWS).map((rows) => [operation, lost, rows] as const)),
);

describe.each(POLLYBOTS)('A lead is told as created once, $title', ({ profile }) => {
	const { create, run, sandbox } = sandboxed({ profile, chatbotIds: ['cb_one', 'cb_two'] });

	it.each(CASES)('%s: the first response is lost by %s, and after it comes %s', async (name, lost, rows) => {
		const { operation, parameters, later } = OPERATIONS[name] ?? { operation: 'create', later: '' };
		sandbox().fault({ match: { method: 'POST' }, effect: LOST[lost as keyof typeof LOST] });
		const result = await run(operation, ROWS[rows as keyof typeof ROWS], {
			parameters: {
				chatbotId: '={{ $json.bot }}',
				name: '={{ $json.name }}',
				email: '={{ $json.email }}',
				phone: '={{ $json.phone }}',
				...parameters,
			},
			onError: 'continueErrorOutput',
		});
		const told = result.outputs.flat().map(({ json }) => ({
			id: json.existingLeadId ?? json.id,
			said: json.error ? 'failed' : json.duplicate ? 'duplicate' : (json.upsertAction ?? 'created'),
		}));
		const created = told.filter(({ said }) => said === 'created').map(({ id }) => id);
		const stored = sandbox().leads();
		expect(created.sort()).toEqual(stored.map(({ id }) => id).sort());
		expect(told).toHaveLength(3);
		// What cannot be read fails its own row, since every row would meet it.
		const failed = lost.includes('200') ? 1 : 0;
		expect(told.filter(({ said }) => said === 'failed')).toHaveLength(failed);
		expect(told.filter(({ said }) => said === later)).toHaveLength(3 - failed - created.length);
	});

	it.each(['duplicateOutput', 'error'])(
		'to a row that meets the lead before the row that stored it hears of it, On Duplicate: %s',
		async (onDuplicate) => {
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'status', status: 502, body: 'Bad Gateway' } });
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'latency', ms: 1000 } });
			const { email } = ANN;
			const options = { dedupeInput: false };
			const result = await run('create', [ANN, ANN], {
				parameters: { chatbotId: 'cb_one', name: '={{ $json.name }}', email, onDuplicate, options },
				onError: 'continueErrorOutput',
			});
			const id = sandbox().leads()[0]?.id ?? '';
			expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual([id]);
			const told = result.outputs.slice(1).flat();
			expect(told.map(({ json }) => json.error ?? json)).toMatchObject([
				onDuplicate === 'error'
					? { code: 'DUPLICATE_EMAIL', field: 'email', value: email, message: containing(`(lead ${id})`) }
					: { existingLeadId: id, message: `PollyBot already has a lead with the email "${email}"` },
			]);
		},
	);

	it('to no row of an upsert that updated it: the next one updates it too, also after a lost response', async () => {
		sandbox().addLead({ name: ANN.name, email: ANN.email, chatbotId: ANN.bot });
		sandbox().fault({ match: { method: 'POST', nth: 2 }, effect: { kind: 'drop', when: 'before' } });
		const result = await run('upsert', [ANN, ANN], {
			parameters: { chatbotId: ANN.bot, name: ANN.name, email: ANN.email },
		});
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(['updated', 'updated']);
	});

	describe('a create whose response was lost', () => {
		it.each(['new', 'contacted', 'lost', 'follow_up', 'NEGOTIATING'])(
			'is created whatever status was sent, also where PollyBot sets its own: %s',
			async (status) => {
				sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
				const tags = { tags: 'VIP, fair', customFields: '{"budget": 5000}', urgency: 'high' };
				const parameters = { status, phone: '+1-555-123-4567', source: 'web', additionalFields: tags };
				const run = await create(people(1), { parameters, outsideContract: true });
				expect(run.output('Created').map(({ json }) => json.id)).toEqual([sandbox().leads()[0]?.id]);
				expect(run.output('Duplicate')).toEqual([]);
			},
		);

		it('is a duplicate if the existing lead has other fields, created in the same second', async () => {
			// Time for the other lead to come.
			jest.spyOn(Math, 'random').mockReturnValue(0.9);
			sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
			const running = create(people(1), { parameters: { phone: '555 1234' } });
			while (sandbox().requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
			const other = sandbox().addLead({ name: 'Person 0', email: 'person0@example.com', phone: '555 9999' });
			expect((await running).output('Duplicate').map(({ json }) => json.existingLeadId)).toEqual([other.id]);
		});

		it('is a duplicate if somebody else’s lead was there before', async () => {
			const createdAt = new Date(Date.now() - 60_000).toISOString();
			sandbox().addLead({ name: 'Person 0', email: 'person0@example.com', status: 'new', createdAt });
			sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
			const run = await create(people(1));
			expect(run.output('Created')).toEqual([]);
			expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['workspace']);
		});

		it('is unconfirmed when the existing lead cannot be looked at', async () => {
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
			sandbox().fault({
				match: { method: 'GET' },
				effect: { kind: 'status', status: 403, body: { success: false } },
				times: 9,
			});
			const run = await create(people(1), { onError: 'continueErrorOutput' });
			expect(run.output('Error')[0]?.json.error).toMatchObject({
				code: 'UNCONFIRMED',
				item: 1,
				message: containing('Run the row again: a saved lead is then reported as a duplicate.'),
				description: containing('PollyBot rejected the request (HTTP 403)'),
				httpStatus: 403,
			});
		});

		it('is unconfirmed, and no row to be sent later, when the rate limit leaves no request for another attempt', async () => {
			sandbox().setLimit(1, 3600);
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
			const run = await create(people(1), {
				parameters: { options: { onRateLimit: 'deferredOutput' } },
				onError: 'continueErrorOutput',
			});
			expect(run.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', item: 1 });
			expect(run.output('Deferred')).toEqual([]);
		});

		it('is rejected when PollyBot rejects its data: the lost one was rejected too', async () => {
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
			const run = await create(people(1), {
				parameters: { phone: '1'.repeat(30) },
				onError: 'continueErrorOutput',
				outsideContract: true,
			});
			expect(run.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'phone', item: 1 });
		});

		it('is the error of an execution that it stops, whatever happens to a later row after that', async () => {
			sandbox().fault({ match: { email: 'person1@example.com' }, effect: { kind: 'drop', when: 'after' } });
			sandbox().fault({ match: { email: 'person2@example.com' }, effect: { kind: 'latency', ms: 1000 } });
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'status', status: 403 }, times: 9 });
			const rows = people(3).map((person, index) => ({ ...person, phone: index === 2 ? '1'.repeat(30) : '1' }));
			const { error } = await create(rows, { parameters: { phone: '={{ $json.phone }}' }, outsideContract: true });
			expect(error?.message).toMatch(/^PollyBot did not confirm this lead.* \[Item 2\]$/);
		});

		it('is unconfirmed when PollyBot does not say which lead exists', async () => {
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'status', status: 409, body: NAMELESS } });
			const run = await create(people(1), { onError: 'continueErrorOutput', outsideContract: true });
			expect(run.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', item: 1 });
			expect(sandbox().requests).toHaveLength(2);
		});
	});

	it.each([
		['create', { onDuplicate: 'returnExisting' }, "Look it up in PollyBot, or set 'On Duplicate'"],
		['upsert', {}, 'so it was not updated. Look it up in PollyBot.'],
	])('a duplicate whose ID PollyBot does not tell fails: %s', async (operation, parameters, advice) => {
		sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'status', status: 409, body: NAMELESS } });
		const { name, email } = ANN;
		const result = await run(operation, [{}], {
			parameters: { name, email, ...parameters },
			onError: 'continueErrorOutput',
			outsideContract: true,
		});
		const [failed] = result.output('Error');
		expect(failed?.json.error).toMatchObject({ code: 'DUPLICATE_EMAIL', message: containing(advice), httpStatus: 409 });
		expect(sandbox().requests).toHaveLength(1);
	});
});
