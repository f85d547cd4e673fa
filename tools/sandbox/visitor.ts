import type { FastifyInstance } from 'fastify';
import { failure } from './api/answer';

/**
 * Rejects what a web page of another origin sends from a browser on this machine. A browser names the page in `Origin`
 * whenever it changes something. A page whose own name was made to lead here (DNS rebinding) is told by `Host`.
 */
export function refuseForeignPages(server: FastifyInstance): void {
	server.addHook('onRequest', async ({ headers, raw }, reply) => {
		const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${raw.socket.localPort}`);
		const { host = '', origin = `http://${host}` } = headers;
		if (hosts.includes(host.toLowerCase()) && origin === `http://${host}`) return;
		await reply
			.code(403)
			.send(failure(403, 'FORBIDDEN', 'The sandbox is for this machine and its own page only.').body);
	});
}
