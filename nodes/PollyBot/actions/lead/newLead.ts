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
	/** The same for the update of a known lead: half a name is no part of it. */
	readonly updateBody: string;
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
	const mapped = mapLead(run, item, json);
	if (!mapped.ok) return { failure: refusal(mapped.refusal, 'VALIDATION_ERROR') };
	const { lead, hasHalfName } = mapped.value;
	const body = leadBody(lead);
	if (!body.ok) return { failure: refusal(body.refusal, 'VALIDATION_ERROR') };
	const update = hasHalfName ? leadBody({ ...lead, name: undefined }) : body;
	if (!update.ok) return { failure: refusal(update.refusal, 'VALIDATION_ERROR') };
	return { request: { scope: scope.value, email: lead.email, body: body.value, updateBody: update.value } };
}
