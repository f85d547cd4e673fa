import { connect, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { startDelayingProxy } from '~/tools/bench/sites/delayingProxy';
import { listen, type Proxy } from '~/tools/bench/sites/proxy';

const ROUND_TRIP_MS = 60;
/** So much earlier a timer may end, by the clock of its event loop. */
const TIMER_MS = 10;

describe('a proxy that stands some way off', () => {
	let service: Proxy;
	let proxy: Proxy;
	let arrivedAt: number;
	let answer: (client: Socket) => void;

	beforeEach(async () => {
		const server = createServer({ allowHalfOpen: true }, (client) => {
			client.on('error', () => undefined);
			client.once('data', () => {
				arrivedAt = performance.now();
				answer(client);
			});
		});
		service = await listen(server);
		proxy = await startDelayingProxy(service.port, ROUND_TRIP_MS);
	});

	afterEach(async () => {
		await proxy.close();
		await service.close();
	});

	const open = () => connect({ port: proxy.port, host: '127.0.0.1' });

	it('lets the first bytes of a connection arrive after a round trip and a half, and the answer half of one later', async () => {
		answer = (client) => client.end('pong');
		const openedAt = performance.now();
		const client = open();
		client.write('ping');
		expect(String(await buffer(client))).toBe('pong');
		expect(arrivedAt - openedAt).toBeGreaterThan(1.5 * ROUND_TRIP_MS - TIMER_MS);
		expect(performance.now() - arrivedAt).toBeGreaterThan(0.5 * ROUND_TRIP_MS - TIMER_MS);
	});

	it('keeps all bytes and their order, whatever their number', async () => {
		const sent = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
		answer = (client) => {
			for (let from = 0; from < sent.length; from += 1000) client.write(sent.subarray(from, from + 1000));
			client.end();
		};
		const client = open();
		client.write('ping');
		expect(Buffer.compare(await buffer(client), sent)).toBe(0);
	});

	it('breaks the connection where the service does', async () => {
		answer = (client) => client.resetAndDestroy();
		const client = open();
		client.write('ping');
		await expect(buffer(client)).rejects.toThrow();
	});
});
