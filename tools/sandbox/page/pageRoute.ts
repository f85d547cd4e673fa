import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Service } from '../service';
import { PAGE_SCRIPT, renderPage } from './page';

const SCRIPT_HASH = createHash('sha256').update(PAGE_SCRIPT).digest('base64');

/** Even if something slipped through the escaping, the browser would run no script but ours. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'none'",
	"style-src 'unsafe-inline'",
	'img-src data:',
	"connect-src 'self'",
	"frame-ancestors 'none'",
	`script-src 'sha256-${SCRIPT_HASH}'`,
].join('; ');

/** The page at `/`, for people. */
export function addPage(server: FastifyInstance, service: Service): void {
	server.get('/', (request, reply) =>
		reply
			.type('text/html; charset=utf-8')
			.headers({ 'Cache-Control': 'no-store', 'Content-Security-Policy': CONTENT_SECURITY_POLICY })
			.send(renderPage(service, `http://${request.host}`)),
	);
}
