import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { until } from '~/tools/until';
import { type FaultRule, type Sandbox, startSandbox } from '~/tools/sandbox';
import { apiOf } from './api';

const PATH = '/api/v1/leads';
const MIB = 1024 * 1024;
const lead = { name: 'Zoë Example', email: 'zoe@example.com', createdAt: '2024-01-15T10:30:00.000Z' };

function splitAnswer(bytes: Buffer): [Buffer, Buffer, Buffer] | [Buffer] {
	const end = bytes.indexOf('\r\n\r\n');
	return end < 0 ? [bytes] : [bytes, bytes.subarray(0, end), bytes.subarray(end + 4)];
}

describe('A hostile sandbox', () => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ leads: [lead] });
	});
	beforeEach(() => {
		sandbox.reset();
	});
	afterAll(() => sandbox.close());

	/** A list, asked for over a bare socket: what came so far, and whether the server has closed. */
	function listRaw({ url, apiKey }: Sandbox = sandbox) {
		const socket = connect(Number(new URL(url).port), '127.0.0.1');
		const answer = { socket, bytes: Buffer.alloc(0), closed: false };
		socket.on('data', (chunk) => (answer.bytes = Buffer.concat([answer.bytes, chunk])));
		socket.on('close', () => (answer.closed = true));
		socket.on('error', () => undefined);
		socket.write(
			`GET ${PATH} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\nAuthorization: Bearer ${apiKey}\r\n\r\n`,
		);
		return answer;
	}

	/** The answer to a list under a fault, once the server has closed or, if it never does, has been silent for a while. */
	async function answerUnder(effect: FaultRule['effect'], silence = 300) {
		sandbox.fault({ effect });
		const answer = listRaw();
		for (let seen = -1, still = 0; !answer.closed && still < silence; still += 10) {
			if (answer.bytes.length !== seen) still = 0;
			seen = answer.bytes.length;
			await wait(10);
		}
		const { closed } = answer;
		answer.socket.destroy();
		const [, head = '', body = Buffer.alloc(0)] = splitAnswer(answer.bytes);
		const [logged] = sandbox.requests;
		await until('the answer is over', () => logged?.sentBytes !== undefined);
		return { head: head.toString().toLowerCase(), body, closed, logged, total: answer.bytes.length };
	}

	const parsed = (body: Buffer) => JSON.parse(body.toString()) as { data: { leads: Array<Record<string, unknown>> } };

	describe('a server that never ends its answer', () => {
		it.each([
			['start', /^$/, 0],
			['headers', /^http\/1\.1 200 ok/, 0],
			['half', /^http\/1\.1 200 ok/, 0.5],
		] as const)('is silent from the %s on', async (at, startOf, share) => {
			const { head, body, closed, logged, total } = await answerUnder({ kind: 'stall', at });
			expect(head).toMatch(startOf);
			const promised = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
			expect(body).toHaveLength(Math.ceil(promised * share));
			expect(closed).toBe(false);
			expect(logged).toMatchObject({ fault: 'stall', sentBytes: total, clientClosed: true });
		});

		it.each([
			['body', /\r\n\r\n(1\r\n \r\n){3,}$/],
			['headers', /^HTTP\/1\.1 200 OK\r\nX-Drip: x{3,}$/],
		] as const)('drips its %s', async (part, sent) => {
			sandbox.fault({ effect: { kind: 'drip', part, everyMs: 10 } });
			const answer = listRaw();
			await until('three drops have come', () => sent.test(answer.bytes.toString()));
			const before = answer.bytes.length;
			await until('more comes', () => answer.bytes.length > before);
			answer.socket.destroy();
			await until('the log has that the client left', () => sandbox.requests[0]?.clientClosed === true);
		});

		it.each(['body', 'headers'] as const)('floods with its %s, no faster than it is read', async (part) => {
			sandbox.fault({ effect: { kind: 'flood', part } });
			const answer = listRaw();
			await until('a MiB has come', () => answer.bytes.length > MIB);
			answer.socket.pause();
			await wait(100);
			answer.socket.destroy();
			const [logged] = sandbox.requests;
			await until('the answer is over', () => logged?.sentBytes !== undefined);
			expect(logged?.clientClosed).toBe(true);
			// What is in the buffers of either side went out unread.
			expect(logged?.sentBytes).toBeLessThan(answer.bytes.length + 16 * MIB);
		});

		it('ends immediately when the sandbox is closed', async () => {
			const other = await startSandbox({ leads: [lead] });
			const effects: Array<FaultRule['effect']> = [
				{ kind: 'stall', at: 'start' },
				{ kind: 'stall', at: 'half' },
				{ kind: 'latency', ms: 60_000, part: 'body' },
				{ kind: 'drip', part: 'headers', everyMs: 60_000 },
				{ kind: 'flood', part: 'body' },
				{ kind: 'flood', part: 'headers' },
			];
			for (const effect of effects) other.fault({ effect });
			const answers = effects.map(() => listRaw(other));
			await until('all requests have come', () => other.requests.length === effects.length);
			for (const { socket } of answers) socket.resume();
			const began = Date.now();
			await other.close();
			await until('all connections are closed', () => answers.every(({ closed }) => closed));
			expect(Date.now() - began).toBeLessThan(50_000);
			expect(other.requests.map(({ clientClosed }) => clientClosed)).toEqual(effects.map(() => false));
		});
	});

	describe('a server that sends too much', () => {
		it('puts so many spaces before the JSON', async () => {
			sandbox.fault({ effect: { kind: 'flood', part: 'body', bytes: 20 * MIB } });
			const { data } = await apiOf(sandbox).get(PATH);
			expect(data).toMatchObject({ data: { leads: [{ email: lead.email }] } });
			await until('20 MiB were sent', () => (sandbox.requests[0]?.sentBytes ?? 0) > 20 * MIB);
		});

		it('sends 20 MB as a small gzip', async () => {
			sandbox.fault({ effect: { kind: 'flood', part: 'body', bytes: 20 * MIB, gzip: true } });
			const packed = await readPacked();
			expect(packed.length).toBeLessThan(MIB / 10);
			const plain = gunzipSync(packed);
			expect(plain.length).toBeGreaterThan(20 * MIB);
			expect(parsed(plain.subarray(20 * MIB)).data.leads).toHaveLength(1);
		});
	});

	/** The body of a list without its transfer coding, and as it was packed. */
	async function readPacked(): Promise<Buffer> {
		const headers = { Authorization: `Bearer ${sandbox.apiKey}` };
		const [response] = (await once(get(sandbox.url + PATH, { headers, agent: false }), 'response')) as [
			IncomingMessage,
		];
		const chunks: Buffer[] = [];
		for await (const chunk of response) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	}

	describe('a server that closes too early', () => {
		it('after the headers', async () => {
			const { head, body, closed, logged } = await answerUnder({ kind: 'cut', at: 'headers' });
			expect(head).toMatch(/content-length: [1-9]/);
			expect(body).toHaveLength(0);
			expect(closed).toBe(true);
			expect(logged?.clientClosed).toBe(false);
		});

		it.each([204, 201])('after a %d without a body, the request carried out', async (status) => {
			sandbox.fault({ effect: { kind: 'empty', status, after: true } });
			const answer = await apiOf(sandbox).post(PATH, { name: 'Ada Example', email: 'ada@example.com' });
			expect(answer).toMatchObject({ status, data: '', headers: { 'x-ratelimit-remaining': '999' } });
			expect(sandbox.leads()).toHaveLength(2);
		});
	});

	it('sends the headers immediately and the body late', async () => {
		sandbox.fault({ effect: { kind: 'latency', ms: 300, part: 'body' } });
		const answer = listRaw();
		await until('an answer begins', () => answer.bytes.length > 0);
		await wait(50);
		expect(splitAnswer(answer.bytes)[2]).toHaveLength(0);
		await until('the connection is closed', () => answer.closed);
		expect(parsed(splitAnswer(answer.bytes)[2] ?? Buffer.alloc(0)).data.leads).toHaveLength(1);
	});

	describe('an answer that is altered', () => {
		it('in its JSON and its headers', async () => {
			const patch = { data: { leads: [{ id: 5 }], pagination: { hasNext: true, page: null } } };
			sandbox.fault({ effect: { kind: 'altered', patch, headers: { 'X-RateLimit-Remaining': '-1' } } });
			const { data, headers } = await apiOf(sandbox).get(PATH);
			expect(data).toMatchObject({
				success: true,
				data: { leads: [{ id: 5 }], pagination: { hasNext: true, limit: 20 } },
			});
			expect(data).not.toHaveProperty('data.pagination.page');
			expect(headers).toMatchObject({ 'x-ratelimit-remaining': '-1', 'x-ratelimit-limit': '1000' });
		});

		it.each([
			[-5, true],
			[5, false],
		])('by a Content-Length that is off by %d', async (lengthOff, ends) => {
			const { head, body, closed } = await answerUnder({ kind: 'altered', lengthOff });
			expect(Number(/content-length: (\d+)/.exec(head)?.[1])).toBe(body.length + lengthOff);
			expect(parsed(body).data.leads).toHaveLength(1);
			expect(closed).toBe(ends);
		});

		it('by a BOM and by a second body', async () => {
			const { body } = await answerUnder({ kind: 'altered', before: '\uFEFF', repeat: 2 });
			const [, first, second] = body.toString().split(/(?<=\})(?=\{"success)|\uFEFF/);
			expect(body.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
			expect(first).toBe(second);
			expect(parsed(Buffer.from(first ?? '')).data.leads).toHaveLength(1);
		});

		it('by bytes of Latin-1', async () => {
			const { body } = await answerUnder({ kind: 'altered', charset: 'latin1' });
			expect(body.includes(Buffer.from('Zo\xeb Example', 'latin1'))).toBe(true);
		});

		it('by gzip, whole and cut', async () => {
			const { head, body } = await answerUnder({ kind: 'altered', gzip: 'whole' });
			expect(head).toContain('content-encoding: gzip');
			expect(parsed(gunzipSync(body)).data.leads).toHaveLength(1);
			sandbox.reset();
			const cut = await answerUnder({ kind: 'altered', gzip: 'cut' });
			expect(cut.head).toContain(`content-length: ${cut.body.length}`);
			expect(() => gunzipSync(cut.body)).toThrow('unexpected end of file');
		});

		it('by interim responses', async () => {
			const { head, body } = await answerUnder({ kind: 'altered', interim: [100, 103] });
			expect(head).toBe('http/1.1 100 continue');
			expect(body.toString()).toMatch(/^HTTP\/1\.1 103 Early Hints\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
		});
	});

	describe('a list that never ends', () => {
		const idsUnder = async (leads: 'same' | 'new') => {
			sandbox.fault({ times: 3, effect: { kind: 'pages', leads } });
			const api = apiOf(sandbox);
			const pages = [1, 2, 3].map(async (page) => (await api.get(PATH, { page })).data as unknown as LeadPage);
			return (await Promise.all(pages)).map(({ data }) => {
				expect(data.pagination.hasNext).toBe(true);
				return data.leads.map(({ id }) => id);
			});
		};
		interface LeadPage {
			data: { leads: Array<{ id: string }>; pagination: { hasNext: boolean } };
		}

		it('gives the same leads again and again', async () => {
			const id = sandbox.leads()[0]?.id;
			expect(await idsUnder('same')).toEqual([[id], [id], [id]]);
		});

		it('gives new leads each time', async () => {
			expect(new Set((await idsUnder('new')).flat()).size).toBe(3);
		});
	});

	describe('the log', () => {
		it('tells how many bytes of each answer went out, on a connection that is kept too', async () => {
			const { url, apiKey } = sandbox;
			const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
			let total = 0;
			socket.on('data', (chunk: Buffer) => (total += chunk.length));
			for (const count of [1, 2]) {
				const before = total;
				socket.write(`GET ${PATH} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nAuthorization: Bearer ${apiKey}\r\n\r\n`);
				await until('the answer is over', () => sandbox.requests[count - 1]?.sentBytes !== undefined);
				const { sentBytes, clientClosed } = sandbox.requests[count - 1] ?? {};
				await until('all of it has come', () => total - before === sentBytes);
				expect(clientClosed).toBe(false);
			}
			socket.destroy();
		});

		it('tells the most requests that were under way at a time', async () => {
			sandbox.fault({ times: 3, effect: { kind: 'stall', at: 'start' } });
			const answers = [listRaw(), listRaw(), listRaw()];
			await until('three requests have come', () => sandbox.requests.length === 3);
			await apiOf(sandbox).get(PATH);
			expect(sandbox.peak()).toBe(4);
			sandbox.reset();
			expect(sandbox.peak()).toBe(0);
			for (const { socket } of answers) socket.destroy();
			await apiOf(sandbox).get(PATH);
			expect(sandbox.peak()).toBe(1);
		});
	});
});
