import { once } from 'node:events';
import { createServer } from 'node:http';
import getPort from 'get-port';

export interface WebPage {
	url: string;
	/** How many requests came. */
	requests: () => number;
	close: () => Promise<void>;
}

/** A web server on 127.0.0.1 that answers every request with a page, as one does that is no PollyBot. */
export async function startWebPage(): Promise<WebPage> {
	const port = await getPort({ host: '127.0.0.1' });
	let requests = 0;
	const server = createServer((_request, response) => {
		requests += 1;
		response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>');
	}).listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${port}`,
		requests: () => requests,
		close: async () => {
			server.close();
			server.closeAllConnections();
			await once(server, 'close');
		},
	};
}
