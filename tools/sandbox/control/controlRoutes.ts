import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Service } from '../service';
import { faultRuleSchema } from '../faults/faultQueue';
import { isJsonObject, parseJson } from '../json';
import type { LeadSeed } from '../api/lead';
import type { Controls } from './controls';
import { sandboxState } from './state';
import { newWebhookSchema } from '../api/webhookStore';

const limitSchema = z.object({ limit: z.number().int().min(0), windowSeconds: z.number().positive() });

/**
 * The sandbox's own endpoints under `/sandbox/`: without a key, not counted and not logged. What they reject is
 * answered 400 by the server's error handler.
 */
export function addControl(server: FastifyInstance, service: Service, controls: Controls): void {
	server.get<{ Querystring: { newest?: string } }>('/sandbox/state', ({ query }) =>
		sandboxState(service, query.newest === undefined ? Infinity : Number(query.newest)),
	);
	server.get('/sandbox/log', () => controls.requests);
	server.post('/sandbox/faults', ({ body }, reply) => {
		controls.fault(faultRuleSchema.parse(json(body)));
		return reply.code(204).send();
	});
	server.post('/sandbox/reset', (_request, reply) => {
		controls.reset();
		return reply.code(204).send();
	});
	server.post('/sandbox/limit', ({ body }, reply) => {
		const { limit, windowSeconds } = limitSchema.parse(json(body));
		controls.setLimit(limit, windowSeconds);
		return reply.code(204).send();
	});
	server.post('/sandbox/leads', ({ body }, reply) => {
		return reply.code(201).send(controls.addLead(readSeed(service, json(body))));
	});
	server.delete<{ Params: { id: string } }>('/sandbox/leads/:id', ({ params }, reply) => {
		controls.removeLead(params.id);
		return reply.code(204).send();
	});
	server.get('/sandbox/webhooks', () => controls.webhooks());
	server.get('/sandbox/deliveries', () => controls.deliveries);
	server.post('/sandbox/webhooks', ({ body }, reply) =>
		reply.code(201).send(controls.addWebhook(newWebhookSchema.parse(json(body)))),
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

function json(body: unknown): unknown {
	return typeof body === 'string' ? parseJson(body) : undefined;
}
