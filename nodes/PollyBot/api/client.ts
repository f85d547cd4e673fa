import { readLead, type Lead } from './envelope';
import type { ApiResult } from './failure';
import { leadPath, leadsPath, type Scope } from './paths';
import type { HttpAnswer, HttpRequest, Transport } from './transport';

/** PollyBot's leads API, one method an endpoint. No method throws. */
export class PollyBotClient {
	constructor(private readonly transport: Transport) {}

	/**
	 * POST collection. Source: PollyBot Leads API v1.0, Create Lead.
	 *
	 * @param body the lead as JSON text
	 */
	async createLead(scope: Scope, body: string): Promise<ApiResult<Lead>> {
		return await this.send({ method: 'POST', path: leadsPath(scope), body }, readLead);
	}

	/**
	 * GET one lead. A lead of another chatbot, unknown in the chatbot's scope, is looked for once in the workspace:
	 * emails are unique there, so an existing lead may be another chatbot's.
	 */
	async getExistingLead(scope: Scope, leadId: string): Promise<ApiResult<Lead>> {
		const found = await this.send({ method: 'GET', path: leadPath(scope, leadId) }, readLead);
		if (found.ok || found.failure.code !== 'NOT_FOUND' || scope === 'workspace') return found;
		return await this.send({ method: 'GET', path: leadPath('workspace', leadId) }, readLead);
	}

	private async send<T>(request: HttpRequest, read: (answer: HttpAnswer) => ApiResult<T>): Promise<ApiResult<T>> {
		const sent = await this.transport(request);
		return sent.failure ? { ok: false, failure: sent.failure } : read(sent.answer);
	}
}
