import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
	at: number;
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Receiver {
	url: string;
	calls: Received[];
	/** How the next calls are answered, in this order; after them with 200 immediately. `never` keeps the caller waiting. */
	answer: (...answers: Array<number | 'never' | 'hang up'>) => void;
	close: () => Promise<void>;
}

/** A web server on 127.0.0.1 that takes whatever it is sent and answers as it is told. */
export async function startReceiver(): Promise<Receiver> {
	const calls: Received[] = [];
	const answers: Array<number | 'never' | 'hang up'> = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			calls.push({ at: Date.now(), method, path, headers, body: Buffer.concat(chunks).toString() });
			const answer = answers.shift() ?? 200;
			if (answer === 'hang up') request.socket.destroy();
			else if (answer !== 'never') {
				response
					.writeHead(answer, { 'content-type': 'application/json', location: '/elsewhere' })
					.end('{"taken":true}');
			}
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		answer: (...next) => {
			answers.push(...next);
		},
		close: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
