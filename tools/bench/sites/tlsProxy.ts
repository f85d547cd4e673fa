import { connect } from 'node:net';
import { pipeline } from 'node:stream';
import { createServer } from 'node:tls';
import type { Certificate } from './certificate';
import { listen, type Proxy } from './proxy';

/** Speaks TLS to clients and plain TCP to `port` on this machine. */
export async function startTlsProxy(port: number, { key, certificate }: Certificate): Promise<Proxy> {
	const server = createServer({ key, cert: certificate }, (client) => {
		const service = connect({ port, host: '127.0.0.1' });
		// How a connection ends is for its two ends to judge.
		pipeline(client, service, client, () => undefined);
	});
	return await listen(server);
}
