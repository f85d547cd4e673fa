import type { IPollFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { OutputChoice } from '../lead/outputFields';
import type { Time } from '../lead/timeRange';
import { failConfiguration, type Failure } from '../messages/failure';
import { triggerFilters } from '../parameters/filters';
import { findUnusableParameter } from '../parameters/fixedChoices';
import { triggerOutput } from '../parameters/output';
import { readValues } from '../parameters/parameter';
import { scope } from '../parameters/scope';
import { sourceOfTrigger } from '../parameters/source';
import type { Connection } from '../pollybot/connection';
import { leadsPath, type ListQuery, type Scope } from '../pollybot/paths';
import { messageOf, ok, type Result } from '../result';
import { EVENTS, type EventName } from './events';
import { pollingFields, startFrom } from './pollingParameters';

/** What a polling trigger asks for. */
export interface Question {
	readonly event: EventName;
	readonly scope: Scope;
	/** What the leads are sorted by, newest first. */
	readonly time: Time;
	/** What PollyBot is asked for, page by page. */
	readonly query: ListQuery;
	/** The fields of a lead that start the workflow. */
	readonly output: OutputChoice;
	/** What the first poll tells is newer than this: milliseconds since 1970. Undefined if it tells nothing. */
	readonly startFrom: number | undefined;
	/** Where the leads are, and since when they count: with another text the trigger begins again. */
	readonly origin: string;
	/** Which of them count: with another text the trigger goes on. */
	readonly selection: string;
}

const isEvent = z.custom<EventName>((value) => typeof value === 'string' && Object.hasOwn(EVENTS, value));

const parameters = { scope, startFrom, filters: triggerFilters, output: triggerOutput };

/** Reads the parameters of the trigger. */
export function readQuestion(node: IPollFunctions, connection: Connection): Result<Question, Failure> {
	try {
		return readParameters(node, connection);
	} catch (error) {
		return failConfiguration(`An expression of the trigger cannot be evaluated: ${messageOf(error)}`);
	}
}

function readParameters(node: IPollFunctions, connection: Connection): Result<Question, Failure> {
	const unusable = findUnusableParameter(node.getNode().parameters, pollingFields);
	if (unusable !== undefined)
		return failConfiguration(`'${unusable}' cannot be an expression. Choose one of its values in the node.`);
	const event = isEvent.catch('leadCreated').parse(node.getNodeParameter('event', 'leadCreated'));
	const values = readValues(parameters, sourceOfTrigger(node, connection.chatbotId));
	if (!values.ok) return values;
	const time = EVENTS[event];
	const query = { ...values.value.filters, sortBy: time, sortOrder: 'desc' };
	// As it is saved: an expression such as $now gives another time in each poll, which shall not begin again.
	const saved = node.getNode().parameters.startFrom ?? '';
	const origin = JSON.stringify([connection.baseUrl, leadsPath(values.value.scope), saved]);
	return ok({ ...values.value, event, time, query, origin, selection: JSON.stringify([event, query]) });
}
