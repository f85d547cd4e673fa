import { connect, createServer, type Socket } from 'node:net';
import { DelayLine } from './delayLine';
import { listen, type Proxy } from './proxy';

/**
 * Stands `roundTripMs` away: all that goes through it, the end of a connection included, is half of that late on each
 * way. A connection is set up by the kernel at once, so its first bytes are held back for one round trip more, which is
 * when a client at that distance would have sent them. Bandwidth and lost packets are not simulated.
 */
export async function startDelayingProxy(port: number, roundTripMs: number): Promise<Proxy> {
	const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
		const service = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
		const oneWay = roundTripMs / 2;
		forward(client, service, new DelayLine(oneWay, performance.now() + roundTripMs));
		forward(service, client, new DelayLine(oneWay, 0));
	});
	return await listen(server);
}

function forward(from: Socket, to: Socket, line: DelayLine): void {
	from.on('data', (bytes) => {
		line.pass(() => to.write(bytes));
	});
	from.once('end', () => {
		line.pass(() => to.end());
	});
	// A connection that breaks has told so with its "close".
	from.on('error', () => undefined);
	from.once('close', (isBroken) => {
		if (isBroken) line.pass(() => to.resetAndDestroy());
	});
}
