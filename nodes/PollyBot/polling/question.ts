import type { IPollFunctions } from 'n8n-workflow';
import { momentOf, type Time } from '../lead/timeRange';
import { failConfiguration, type Failure } from '../messages/failure';
import { forbidExpression } from '../messages/sentences';
import { findUnusableParameter, fixedChoicesIn, readValues, type ValuesOf } from '../parameters/parameter';
import { sourceOfTrigger } from '../parameters/source';
import type { Connection } from '../pollybot/connection';
import type { Lead } from '../pollybot/envelope';
import { leadsPath, type ListQuery } from '../pollybot/paths';
import { ok, reasonOf, type Result } from '../result';
import { EVENTS, pollingFields, pollingParameters, type EventName } from './pollingParameters';

/** What a polling trigger asks for. */
export interface Question extends Omit<ValuesOf<typeof pollingParameters>, 'filters'> {
	/** What the leads are sorted by, newest first. */
	readonly time: Time;
	/** What PollyBot is asked for, page by page. */
	readonly query: ListQuery;
	/** Where the leads are, and since when they count: with another text the trigger begins again. */
	readonly origin: string;
	/** Which of them count: with another text the trigger goes on. */
	readonly selection: string;
}

const fixedChoices = fixedChoicesIn(pollingFields);

/** Reads the parameters of the trigger. */
export function readQuestion(node: IPollFunctions, connection: Connection): Result<Question, Failure> {
	try {
		const { parameters } = node.getNode();
		const unusable = findUnusableParameter(parameters, fixedChoices);
		if (unusable !== undefined) return failConfiguration(forbidExpression(unusable));
		const values = readValues(pollingParameters, sourceOfTrigger(node, connection.chatbotId));
		if (!values.ok) return values;
		const { event, scope, filters } = values.value;
		const { time } = EVENTS[event];
		const query = { ...filters, sortBy: time, sortOrder: 'desc' };
		// As it is saved: an expression such as $now gives another time in each poll, which shall not begin again.
		const origin = JSON.stringify([connection.baseUrl, leadsPath(scope), parameters.startFrom ?? '']);
		return ok({ ...values.value, time, query, origin, selection: JSON.stringify([event, query]) });
	} catch (error) {
		return failConfiguration(
			`An expression of the trigger cannot be evaluated: ${reasonOf(error)}. Correct the expression.`,
		);
	}
}

/** Milliseconds between the two times of a lead that was never changed: a service may set them one after the other. */
const AT_ONCE = 1000;

/**
 * What happened to a lead that is new to a poll.
 *
 * @param wanted what the workflow starts on
 * @param isCreated whether the lead itself is new, as far as the time of its creation tells; undefined without a poll before
 * @returns undefined for what it does not start on
 */
export function eventOf(lead: Lead, wanted: EventName, isCreated?: boolean): 'created' | 'updated' | undefined {
	if (wanted === 'leadCreated') return 'created';
	const age = momentOf(lead, 'updatedAt') - momentOf(lead, 'createdAt');
	const wasNeverChanged = Math.abs(age) <= AT_ONCE;
	// A lead that was changed before it was created has a wrong date, which tells nothing.
	const isNew = (isCreated ?? wasNeverChanged) && age >= -AT_ONCE;
	if (wanted === 'leadCreatedOrUpdated') return isNew ? 'created' : 'updated';
	return isNew && wasNeverChanged && isCreated !== undefined ? undefined : 'updated';
}
