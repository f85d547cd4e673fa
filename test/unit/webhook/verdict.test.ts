import { signatureOf } from '~/tools/sandbox';
import { judge, type TriggerSettings } from '~/nodes/PollyBot/webhook/verdict';
import { containing, containingAll } from '~/test/matchers';

const SETTINGS: TriggerSettings = {
	events: ['LEAD_CREATED'],
	chatbotId: '',
	verifySignature: true,
	secret: 'a made-up secret',
	simplify: true,
	filters: { ok: true, value: {} },
};

const LEAD = { id: 'cmipr3rf400t3n42y5plvmhd5', name: 'Ada Example', email: 'ada@example.com', tags: ['a', 'b'] };
const PAYLOAD = { event: 'LEAD_CREATED', chatbotId: 'cb_1', timestamp: 1764750871, data: LEAD };

function signed(body: string | Buffer, settings: Partial<TriggerSettings> = {}) {
	const signature = signatureOf(body, SETTINGS.secret);
	return judge({ body: Buffer.from(body), signature }, { ...SETTINGS, ...settings });
}

const json = (value: unknown) => JSON.stringify(value);

describe('a signed event', () => {
	it('starts the workflow with the lead, and what the payload says beside it', () => {
		const { data, ...beside } = PAYLOAD;
		expect(signed(json(PAYLOAD))).toEqual({ outcome: 'start', json: { ...data, ...beside } });
	});

	it('starts it with the payload as it came, fields that no document names included', () => {
		const whole = { ...PAYLOAD, unheardOf: { deep: [null, 1] } };
		expect(signed(json(whole), { simplify: false })).toEqual({ outcome: 'start', json: whole });
	});

	it('keeps every field of the lead, but for one named like what stands beside it', () => {
		const data = { ...LEAD, json: { a: 1 }, binary: 1, error: 'e', event: 'the lead’s', chatbotId: 'the lead’s' };
		const text = json({ ...PAYLOAD, data }).replace('"binary"', '"__proto__":{"x":1},"constructor":2,"binary"');
		const verdict = signed(text);
		expect(verdict).toMatchObject({ outcome: 'start', json: { json: { a: 1 }, binary: 1, error: 'e' } });
		expect(verdict).toMatchObject({ json: { event: 'LEAD_CREATED', chatbotId: 'cb_1' } });
		const keys = Object.keys('json' in verdict ? verdict.json : {});
		expect(keys).toEqual(containingAll(['__proto__', 'constructor', 'id', 'tags']));
	});

	it.each<[string, string | Buffer]>([
		['other spacing', `\r\n ${JSON.stringify(PAYLOAD, null, '\t')}  `],
		['unicode escapes', json(PAYLOAD).replace('Ada', '\\u0041d\\u0061')],
		['escaped slashes', json({ ...PAYLOAD, url: 'a/b' }).replace('a/b', 'a\\/b')],
		['a byte order mark', `\ufeff${json(PAYLOAD)}`],
		['big numbers', json(PAYLOAD).replace('"tags"', '"score":12345678901234567890.10,"tags"')],
		['a key twice', json(PAYLOAD).replace('{', '{"event":"OTHER",')],
		['other keys first', json(Object.fromEntries(Object.entries(PAYLOAD).reverse()))],
		['letters of all kinds', json({ ...PAYLOAD, data: { ...LEAD, company: '龙科技 🚀 ü' } })],
	])('with %s is verified against the bytes that came', (_, body) => {
		expect(signed(body)).toMatchObject({ outcome: 'start', json: { name: 'Ada Example' } });
	});
});

describe('a signature that is not right', () => {
	const body = json(PAYLOAD);

	it.each([
		['for one that is missing', body, undefined],
		['for a changed byte', body.replace('Ada', 'Eda'), signatureOf(body, SETTINGS.secret)],
		['for one more blank', `${body} `, signatureOf(body, SETTINGS.secret)],
		['for the same content written anew', JSON.stringify(PAYLOAD, null, 1), signatureOf(body, SETTINGS.secret)],
		['for another secret', body, signatureOf(body, 'another secret')],
		['for what is no JSON at all, too', 'no JSON', undefined],
	])('is rejected with 401 %s', (_, text, signature) => {
		expect(judge({ body: Buffer.from(text), signature }, SETTINGS)).toMatchObject({ outcome: 'reject', status: 401 });
	});

	it('is rejected when there is no secret, whatever it is', () => {
		const settings = { ...SETTINGS, secret: '' };
		for (const signature of [undefined, '', signatureOf(body, '')]) {
			expect(judge({ body: Buffer.from(body), signature }, settings)).toMatchObject({ status: 401 });
		}
	});

	it('does not matter when the verification is off', () => {
		const settings = { ...SETTINGS, verifySignature: false, secret: '' };
		expect(judge({ body: Buffer.from(body), signature: undefined }, settings)).toMatchObject({ outcome: 'start' });
	});
});

describe('what was not asked for', () => {
	it('is taken, and starts nothing: another event, whatever it contains', () => {
		const verdict = signed(json({ event: 'LEAD_DELETED', id: 1 }));
		expect(verdict).toMatchObject({ outcome: 'ignore', message: containing('LEAD_DELETED') });
	});

	it('is told in few words, however long the name of the event is', () => {
		const event = `LEAD_${'X'.repeat(1_000_000)}`;
		expect(json(signed(json({ event }))).length).toBeLessThan(300);
	});

	it('is taken, and starts nothing: an event of another chatbot', () => {
		expect(signed(json(PAYLOAD), { chatbotId: 'cb_2' })).toMatchObject({ outcome: 'ignore' });
		expect(signed(json(PAYLOAD), { chatbotId: 'CB_1' })).toMatchObject({ outcome: 'ignore' });
		expect(signed(json(PAYLOAD), { chatbotId: 'cb_1' })).toMatchObject({ outcome: 'start' });
	});
});

describe('the chatbot of an event', () => {
	const { chatbotId: _, ...unnamed } = PAYLOAD;
	const ofLead = (chatbotId: unknown) => ({ data: { ...LEAD, chatbotId } });

	const named: Array<[string, object, string]> = [
		['beside the lead', { chatbotId: 'cb_1' }, 'cb_1'],
		['in the lead', ofLead('cb_1'), 'cb_1'],
		['in the lead, and null beside it', { chatbotId: null, ...ofLead('cb_1') }, 'cb_1'],
		['beside the lead, and null in it', { chatbotId: 'cb_1', ...ofLead(null) }, 'cb_1'],
		['beside the lead, and another one in it', { chatbotId: 'cb_1', ...ofLead('cb_2') }, 'cb_1'],
		['beside the lead, and no text in it', { chatbotId: 'cb_1', ...ofLead(7) }, 'cb_1'],
	];
	const nameless: Array<[string, object]> = [
		['is nowhere', {}],
		['is null beside the lead', { chatbotId: null }],
		['is null in the lead', ofLead(null)],
		['is null in both places', { chatbotId: null, ...ofLead(null) }],
	];

	it.each(named)('stands %s', (_case, changes, chatbotId) => {
		const text = json({ ...unnamed, ...changes });
		expect(signed(text)).toMatchObject({ outcome: 'start', json: { chatbotId } });
		expect(signed(text, { chatbotId })).toMatchObject({ outcome: 'start', json: { chatbotId } });
		expect(signed(text, { chatbotId: 'cb_2' })).toEqual({ outcome: 'ignore', message: containing('another chatbot') });
	});

	it.each(nameless)(
		'%s: any chatbot starts the workflow, with what is known, and a certain one does not',
		(_case, changes) => {
			const whole = { ...unnamed, ...changes };
			const { event, timestamp, data } = whole;
			expect(signed(json(whole))).toStrictEqual({ outcome: 'start', json: { ...data, event, timestamp } });
			expect(signed(json(whole), { simplify: false })).toEqual({ outcome: 'start', json: whole });
			expect(signed(json(whole), { chatbotId: 'cb_1' })).toEqual({
				outcome: 'ignore',
				message: containing('names no chatbot'),
			});
		},
	);

	it.each([1, 0, true, false, ['cb_1'], [], { id: 'cb_1' }, {}])('%j is not a chatbot: 400', (wrong) => {
		for (const changes of [
			{ chatbotId: wrong },
			ofLead(wrong),
			{ chatbotId: null, ...ofLead(wrong) },
			{ chatbotId: wrong, ...ofLead('cb_1') },
		]) {
			const text = json({ ...unnamed, ...changes });
			expect(signed(text)).toMatchObject({ outcome: 'reject', status: 400 });
			expect(signed(text, { chatbotId: 'cb_1' })).toMatchObject({ outcome: 'reject', status: 400 });
		}
	});
});

it('a payload without a time gives an item without one, and leaves the lead’s own field alone', () => {
	const { timestamp: _, ...untimed } = PAYLOAD;
	const verdict = signed(json(untimed));
	expect(Object.keys('json' in verdict ? verdict.json : {})).not.toContain('timestamp');
	const data = { ...LEAD, timestamp: 'the lead’s' };
	expect(signed(json({ ...untimed, data }))).toMatchObject({ json: { timestamp: 'the lead’s' } });
});

describe('what is no event is rejected with 400', () => {
	it.each<[string, string | Buffer]>([
		['nothing', ''],
		['no JSON', 'event=LEAD_CREATED'],
		['JSON that breaks off', json(PAYLOAD).slice(0, -1)],
		['bytes that are no UTF-8', Buffer.from(json(PAYLOAD).replace('Ada', 'Adä'), 'latin1')],
		['UTF-16', Buffer.from(json(PAYLOAD), 'utf16le')],
		['a text', '"LEAD_CREATED"'],
		['null', 'null'],
		['a list of events', json([PAYLOAD])],
		['no event', json({ ...PAYLOAD, event: undefined })],
		['an empty event', json({ ...PAYLOAD, event: '' })],
		['an event that is no text', json({ ...PAYLOAD, event: ['LEAD_CREATED'] })],
		['no lead', json({ ...PAYLOAD, data: undefined })],
		['a lead that is null', json({ ...PAYLOAD, data: null })],
		['a list of leads', json({ ...PAYLOAD, data: [LEAD] })],
	])('%s', (_, body) => {
		expect(signed(body)).toMatchObject({ outcome: 'reject', status: 400 });
	});
});

describe('a filter', () => {
	const lead = { ...LEAD, status: 'FOLLOW_UP', source: ' Fair ', priority: 'HIGH', company: 'Tech Corp' };
	const outcome = (filters: Record<string, string>, data: object = lead) =>
		signed(json({ ...PAYLOAD, data }), { filters: { ok: true, value: filters } }).outcome;

	it.each<Record<string, string>>([
		{ status: 'follow_up' },
		{ source: 'fair' },
		{ priority: 'high' },
		{ search: 'ADA' },
		{ search: 'example.com' },
		{ search: 'tech' },
		{ status: 'follow_up', source: 'fair', priority: 'HIGH', search: 'ada' },
		{ status: '', source: '', search: '' },
	])('lets a lead in that matches: %j', (filters) => {
		expect(outcome(filters)).toBe('start');
	});

	it.each<Record<string, string>>([
		{ status: 'new' },
		{ source: 'web' },
		{ priority: 'LOW' },
		{ search: 'bob' },
		{ status: 'follow_up', search: 'bob' },
	])('answers 200 to another one, and starts nothing: %j', (filters) => {
		expect(outcome(filters)).toBe('ignore');
	});

	it.each(['status', 'source', 'priority', 'search'])('does not match a lead without the field: %s', (name) => {
		expect(outcome({ [name]: 'high' }, { id: '1' })).toBe('ignore');
	});

	it('that cannot be read starts nothing, and PollyBot is to call again', () => {
		const message = 'The filter is empty.';
		const filters = { ok: false, error: { field: 'filters', message } } as const;
		expect(signed(json(PAYLOAD), { filters })).toEqual({ outcome: 'reject', status: 500, message });
	});
});
