import type { FastifyInstance } from 'fastify';
import { type ApiRoute, exchange } from './exchange';
import type { Service } from './service';
import type { Operation } from './api/call';
import { createLead, deleteLead, getLead, getLeads, sendMessage, unknownPath, updateLead } from './api/operations';

/** The five operations in both scopes, and the chat; whatever else is asked for is an unknown path of the API. */
export function addApi(server: FastifyInstance, service: Service): void {
	const serve = (method: string | string[], url: string, operation: Operation) => {
		server.route<ApiRoute>({
			method,
			url,
			handler: async (request, reply) => {
				await exchange(service, operation, request, reply);
				return reply;
			},
		});
	};
	for (const scope of ['/api/v1', '/api/v1/chatbots/:chatbotId']) {
		serve('POST', `${scope}/leads`, createLead);
		serve('GET', `${scope}/leads`, getLeads);
		serve('GET', `${scope}/leads/:leadId`, getLead);
		serve('PUT', `${scope}/leads/:leadId`, updateLead);
		serve('DELETE', `${scope}/leads/:leadId`, deleteLead);
	}
	serve('POST', '/api/v1/chatbots/:chatbotId/chat', sendMessage);
	serve(server.supportedMethods, '/*', unknownPath);
}
