import type { FastifyInstance } from 'fastify';
import type { Service } from '../service';
import { isJsonObject, parseJson } from '../json';
import type { LeadSeed } from '../api/lead';
import type { Controls } from './controls';
import { newWebhookSchema } from '../api/webhookStore';

/**
 * What the page's forms and buttons call, under `/sandbox/`: without a key, not counted and not logged. What they reject
 * is answered 400 by the server's error handler.
 */
export function addControl(server: FastifyInstance, service: Service, controls: Controls): void {
	server.post('/sandbox/leads', ({ body }, reply) =>
		reply.code(201).send(controls.addLead(readSeed(service, parseJson(String(body))))),
	);
	server.post('/sandbox/webhooks', ({ body }, reply) =>
		reply.code(201).send(controls.addWebhook(newWebhookSchema.parse(parseJson(String(body))))),
	);
	server.delete<{ Params: { id: string } }>('/sandbox/webhooks/:id', ({ params }, reply) => {
		controls.removeWebhook(params.id);
		return reply.code(204).send();
	});
}

/** A lead, checked like a create; the fields that the service itself sets pass as they are. */
function readSeed({ profile }: Service, body: unknown): LeadSeed {
	const checked = profile.newLead.parse(body);
	return isJsonObject(body) ? { ...body, ...checked } : checked;
}
