import { readDeletion, readLead, readPage } from '~/nodes/PollyBot/pollybot/envelope';

const lead = { id: 'cmipr3rf400t3n42y5plvmhd5', status: 'NEGOTIATING', somethingNew: [1] };

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
	return readLead({ status, headers, text: typeof body === 'string' ? body : JSON.stringify(body) });
}

describe('a lead', () => {
	it.each([
		['in its envelope', { success: true, data: lead }],
		['in data alone', { data: lead }],
		['bare', lead],
	])('%s is passed on untouched', (_, body) => {
		expect(answer(201, body)).toEqual({ ok: true, value: lead });
	});

	it('keeps keys with a meaning to JavaScript', () => {
		const text = '{"success":true,"data":{"id":"x","metadata":{"__proto__":1,"constructor":2}}}';
		expect(JSON.stringify(answer(201, text))).toContain('{"__proto__":1,"constructor":2}');
	});
});

describe('the code decides, and the status is the fallback', () => {
	it.each([
		[400, 'VALIDATION_ERROR'],
		[401, 'INVALID_API_KEY'],
		[404, 'NOT_FOUND'],
		[409, 'DUPLICATE_EMAIL'],
		[422, 'VALIDATION_ERROR'],
		[429, 'RATE_LIMIT_EXCEEDED'],
		[500, undefined],
		[403, undefined],
	])('status %d without a code is %s', (status, code) => {
		expect(answer(status, { success: false, error: 'No' })).toMatchObject({
			ok: false,
			error: { serviceCode: code, status, serviceMessage: 'No' },
		});
	});

	it('a code is believed whatever the status', () => {
		expect(
			answer(200, { success: false, error: 'x', code: 'DUPLICATE_EMAIL', details: { existingLeadId: 'a' } }),
		).toMatchObject({
			error: { serviceCode: 'DUPLICATE_EMAIL', status: 200, existingLeadId: 'a' },
		});
		expect(answer(400, { success: false, error: 'x', code: 'INVALID_API_KEY' })).toMatchObject({
			error: { serviceCode: 'INVALID_API_KEY' },
		});
	});

	it('details of the wrong kind do not hide the rest', () => {
		expect(
			answer(400, { success: false, error: 5, code: 'VALIDATION_ERROR', details: { field: 7, message: 'm' } }),
		).toMatchObject({
			error: { serviceCode: 'VALIDATION_ERROR', field: undefined, serviceDetail: 'm' },
		});
		expect(answer(400, { success: false, details: 'text' })).toMatchObject({
			error: { serviceCode: 'VALIDATION_ERROR' },
		});
	});
});

describe('what newer services answer', () => {
	it.each([
		['in details', { details: { retryAfter: 7 } }, 7000],
		['at the top of the body', { retryAfter: 7 }, 7000],
		['as text', { retryAfter: '1.5' }, 1500],
		['in both places: details count', { details: { retryAfter: 2 }, retryAfter: 7 }, 2000],
		['null', { retryAfter: null }, undefined],
		['empty', { retryAfter: '' }, undefined],
		['negative', { retryAfter: -1 }, undefined],
		['no number', { retryAfter: 'soon', details: { retryAfter: [] } }, undefined],
		['longer than any date', { retryAfter: 1e300 }, 366 * 24 * 3_600_000],
	])('a pause %s', (_, body, retryAfter) => {
		expect(answer(429, { success: false, error: 'Slow down', ...body })).toMatchObject({ error: { retryAfter } });
	});

	it('an id that is a number is one', () => {
		expect(answer(200, { success: true, data: { ...lead, id: 17 } })).toEqual({ ok: true, value: { ...lead, id: 17 } });
		expect(answer(409, { success: false, code: 'DUPLICATE_EMAIL', details: { existingLeadId: 17 } })).toMatchObject({
			error: { existingLeadId: '17' },
		});
	});

	it('a conflict with another code is a duplicate when it names the lead', () => {
		const details = { existingLeadId: 'a', email: 'ann@example.com' };
		expect(answer(409, { success: false, code: 'LEAD_EXISTS', details })).toMatchObject({
			error: { serviceCode: 'LEAD_EXISTS', field: 'email', value: 'ann@example.com' },
		});
	});
});

describe('a page', () => {
	const leads = [{ id: 'a' }, { id: 2 }];
	const page = (body: unknown, limit = 2) => readPage({ status: 200, headers: {}, text: JSON.stringify(body) }, limit);

	it.each<[string, unknown, object]>([
		[
			'in its envelope',
			{ success: true, data: { leads, pagination: { hasNext: false, total: 2 } } },
			{ hasNext: false, total: 2 },
		],
		['bare', { leads, pagination: { hasNext: true, total: 9 } }, { hasNext: true, total: 9 }],
		['with the number of pages', { leads, pagination: { page: 1, totalPages: 2 } }, { hasNext: true }],
		['that is the last by its number', { leads, pagination: { page: 2, totalPages: 2 } }, { hasNext: false }],
		['with one of both numbers, and full', { leads, pagination: { totalPages: 1 } }, { hasNext: true }],
		['with the other of both numbers, and full', { leads, pagination: { page: 1 } }, { hasNext: true }],
		['full, and nothing of the rest', { leads }, { hasNext: true }],
		['full, with a rest that cannot be read', { leads, pagination: 'many' }, { hasNext: true }],
		[
			'with figures that cannot be read',
			{ leads, pagination: { page: '1', totalPages: {}, hasNext: 'no', total: '7' } },
			{ hasNext: true },
		],
	])('%s', (_, body, expected) => {
		expect(page(body)).toEqual({ ok: true, value: { leads, ...expected } });
	});

	it('that is not full is the last', () => {
		expect(page({ leads }, 3)).toMatchObject({ value: { hasNext: false } });
		expect(page({ leads: [] }, 3)).toEqual({ ok: true, value: { leads: [], hasNext: false } });
	});

	it.each([
		['without leads', { success: true, data: {} }],
		['with a lead without an id', { leads: [{ id: 'a' }, { name: 'Anna' }] }],
		['with a lead whose id is empty', { leads: [{ id: '' }] }],
		['with a lead that is null', { leads: [null] }],
		['with leads that are no list', { leads: { 0: { id: 'a' } } }],
	])('%s is none', (_, body) => {
		expect(page(body)).toEqual({ ok: false, error: { code: 'NOT_POLLYBOT', status: 200 } });
	});

	it('that is rejected says why', () => {
		expect(page({ success: false, code: 'VALIDATION_ERROR', error: 'No' })).toMatchObject({
			error: { serviceCode: 'VALIDATION_ERROR', serviceMessage: 'No' },
		});
	});
});

describe('a deletion', () => {
	const deletion = (status: number, text: string) => readDeletion({ status, headers: {}, text });

	it.each([
		[
			'in its envelope',
			200,
			'{"success":true,"message":"Deleted","data":{"id":"a","deletedAt":"2026-01-31"}}',
			'2026-01-31',
		],
		['bare', 200, '{"id":"a","deletedAt":"2026-01-31"}', '2026-01-31'],
		['without a time', 200, '{"success":true}', undefined],
		['204 without a body', 204, '', undefined],
	])('%s', (_, status, text, deletedAt) => {
		expect(deletion(status, text)).toEqual({ ok: true, value: { deletedAt } });
	});

	it.each([
		['nothing', 200, ''],
		['another API', 200, '{"status":"ok"}'],
		['a web page', 200, '<h1>Sign in</h1>'],
	])('%s is none', (_, status, text) => {
		expect(deletion(status, text)).toMatchObject({ ok: false, error: { code: 'NOT_POLLYBOT' } });
	});
});

it.each([
	['error before message', { error: 'a', message: 'b' }, 'a'],
	['message alone', { message: 'b' }, 'b'],
	['neither', {}, undefined],
])('the service’s own words: %s', (_, body, serviceMessage) => {
	expect(answer(500, body)).toMatchObject({ ok: false, error: { status: 500, serviceMessage } });
});

it('a rejection with 200 that says nothing at all is not PollyBot’s', () => {
	expect(answer(200, { success: false })).toEqual({ ok: false, error: { code: 'NOT_POLLYBOT', status: 200 } });
	expect(answer(200, { success: false, message: 'No' })).toMatchObject({
		error: { serviceCode: undefined, serviceMessage: 'No' },
	});
	expect(answer(399, { success: false })).toMatchObject({ error: { code: 'REDIRECT' } });
	expect(answer(400, {})).toMatchObject({ error: { serviceCode: 'VALIDATION_ERROR' } });
});

describe('an answer that is no envelope', () => {
	it.each([
		['HTML', 200, '<!doctype html><title>Sign in</title>'],
		['an empty body', 201, ''],
		['a cut body', 201, '{"success":true,"data":{"id":"le'],
		['a list', 200, '[]'],
		['text', 200, '"ok"'],
		['null', 200, 'null'],
		['another API', 200, '{"ok":true}'],
		['a lead without an id', 201, '{"success":true,"data":{"name":"Ann"}}'],
		['HTML with 404', 404, '<h1>Not Found</h1>'],
		['HTML with 502', 502, '<h1>Bad Gateway</h1>'],
	])('%s is refused', (_, status, text) => {
		expect(answer(status, text)).toEqual({ ok: false, error: { code: 'NOT_POLLYBOT', status } });
	});

	it('a body that was too large to be read says so', () => {
		expect(readLead({ status: 200, headers: {}, text: undefined })).toEqual({
			ok: false,
			error: { code: 'NOT_POLLYBOT', status: 200, isTooLarge: true },
		});
	});

	it('a 429 of a proxy is a rate limit all the same', () => {
		expect(answer(429, '<h1>Slow down</h1>')).toMatchObject({ error: { serviceCode: 'RATE_LIMIT_EXCEEDED' } });
	});
});

it.each([300, 301, 302, 303, 307, 308])('a redirect with %d is rejected, and its target named', (status) => {
	expect(answer(status, '', { location: 'https://www.example.com/login' })).toMatchObject({
		error: { code: 'REDIRECT', status, location: 'https://www.example.com/login' },
	});
});
