import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** So many connections may wait to be taken: Node's 511 are too few for a client that opens a thousand at once. */
const BACKLOG = 4096;

/** Something that stands in front of the sandbox. */
export interface Proxy {
	readonly port: number;
	/** Ends it and every connection at once. */
	close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<Proxy> {
	const open = new Set<Socket>();
	server.on('connection', (socket) => {
		open.add(socket);
		socket.once('close', () => open.delete(socket));
	});
	server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG });
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The proxy has no port on 127.0.0.1.');
	return {
		port: address.port,
		close: async () => {
			server.close();
			for (const socket of open) socket.destroy();
			await once(server, 'close');
		},
	};
}
