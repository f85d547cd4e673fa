import { readRawBody } from '~/nodes/PollyBot/webhook/answer';

describe('the body of a request', () => {
	it('is what n8n has read, whatever its parser made of it', async () => {
		const rawBody = Buffer.from('{"a": 1}');
		expect(await readRawBody({ body: { a: 2 }, rawBody, readRawBody: () => Promise.resolve() })).toBe(rawBody);
	});

	it.each([
		['that is above the limit of n8n has 413', Object.assign(new Error('too large'), { status: 413 }), 413],
		['that broke off has 400', Object.assign(new Error('aborted'), { httpStatusCode: 400 }), 400],
		['that is not what Content-Encoding says has 400', new Error('incorrect header check'), 400],
		['that fails with something else has 400', 'text', 400],
	])('%s', async (_, error, status) => {
		expect(await readRawBody({ readRawBody: () => Promise.reject(error as Error) })).toBe(status);
	});

	it.each([
		['is not read', { readRawBody: () => Promise.resolve() }],
		['cannot be read', { rawBody: Buffer.from('{}') }],
		['is text', { rawBody: '{}', readRawBody: () => Promise.resolve() }],
		['is of no request', undefined],
	])('has 400 when it %s', async (_, request) => {
		expect(await readRawBody(request)).toBe(400);
	});
});
