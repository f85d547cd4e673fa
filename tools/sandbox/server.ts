import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyReply } from 'fastify';
import { ZodError } from 'zod';
import { failure } from './api/answer';
import { addApi } from './apiRoutes';
import { addControl } from './control/controlRoutes';
import { controlsOf, type Sandbox } from './control/controls';
import { addPage } from './page';
import { createService, type SandboxOptions } from './service';
import { refuseForeignPages } from './visitor';

const MOST_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Starts a local PollyBot on 127.0.0.1.
 *
 * @throws the error of `listen`: EADDRINUSE if the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const closing = new AbortController();
	// Every answer that is held back listens to it.
	setMaxListeners(0, closing.signal);
	const service = createService(options, closing.signal);
	const server = fastify({
		forceCloseConnections: true,
		bodyLimit: MOST_BODY_BYTES,
		exposeHeadRoutes: false,
		routerOptions: { maxParamLength: 2000 },
		frameworkErrors: rejectUnreadable,
	});
	// Bodies stay text: Fastify's own parser rejects keys such as __proto__, which metadata may have.
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	server.setErrorHandler(rejectUnreadable);
	const sandbox = controlsOf(service, options);
	refuseForeignPages(server);
	addPage(server, service);
	addControl(server, service, sandbox);
	addApi(server, service);
	await server.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		...sandbox,
		close: async () => {
			closing.abort();
			await server.close();
		},
	};
}

/** What gets no further than Fastify (a body that is too large, a path that is badly encoded) or the control routes. */
function rejectUnreadable(error: unknown, _request: unknown, reply: FastifyReply): void {
	void reply.code(400).send(failure(400, 'VALIDATION_ERROR', wordsOf(error)).body);
}

function wordsOf(error: unknown): string {
	if (error instanceof ZodError)
		return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
	return error instanceof Error ? error.message : String(error);
}
