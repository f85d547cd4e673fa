import type { IDataObject } from 'n8n-workflow';
import { leadsPath, type Scope } from '../../api/paths';
import type { Failure } from '../../engine/outcome';
import { leadBody } from '../../leads/lead';
import type { RunContext } from '../operation';
import { refusal } from './failures';
import { mapLead } from './mapping';
import { readScope } from './scopeFields';

/** A lead that is ready to be sent. */
export interface LeadRequest {
	readonly scope: Scope;
	readonly email: string;
	/** The lead as JSON text. */
	readonly body: string;
}

/** The lead that an item makes by the fields of create and upsert, or what keeps it from being sent. */
export function readNewLead(
	run: RunContext,
	item: number,
	json: IDataObject,
):
	| { readonly request: LeadRequest; readonly failure?: undefined }
	| { readonly failure: Failure; readonly request?: undefined } {
	const scope = readScope(run.read, item, run.connection.chatbotId);
	if (!scope.ok) return { failure: refusal(scope.refusal, 'CONFIGURATION') };
	run.scopes.add(leadsPath(scope.value));
	const lead = mapLead(run, item, json);
	if (!lead.ok) return { failure: refusal(lead.refusal, 'VALIDATION_ERROR') };
	const body = leadBody(lead.value);
	if (!body.ok) return { failure: refusal(body.refusal, 'VALIDATION_ERROR') };
	return { request: { scope: scope.value, email: lead.value.email, body: body.value } };
}
