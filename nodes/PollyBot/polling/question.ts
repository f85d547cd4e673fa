import type { IPollFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { readTriggerFilters } from '../parameters/filters';
import { readMoment } from '../parameters/moment';
import { readOutput } from '../parameters/output';
import { findScope } from '../parameters/scope';
import { savedExpression } from '../parameters/reader';
import type { Connection } from '../pollybot/connection';
import { leadsPath, type ListQuery, type Scope } from '../pollybot/paths';
import type { OutputChoice } from '../lead/outputFields';
import { readField } from '../lead/readField';
import { invalid, type Invalid } from '../lead/reading';
import type { Time } from '../lead/timeRange';
import { messageOf, ok, type Result } from '../result';
import { EVENTS, type EventName } from './events';

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

/** Reads the parameters of the trigger. */
export function readQuestion(node: IPollFunctions, connection: Connection): Result<Question, Invalid> {
	try {
		return readParameters(node, connection);
	} catch (error) {
		const message = `An expression of the trigger cannot be evaluated: ${messageOf(error)}`;
		return invalid('parameters', undefined, message);
	}
}

function readParameters(node: IPollFunctions, connection: Connection): Result<Question, Invalid> {
	const { parameters } = node.getNode();
	const event = isEvent.catch('leadCreated').parse(node.getNodeParameter('event', 'leadCreated'));
	const scope = findScope((name) => node.getNodeParameter(name, ''), connection.chatbotId);
	if (!scope.ok) return scope;
	const startFrom = readField('startFrom', node.getNodeParameter('startFrom', ''), (value) =>
		readMoment(value, node.getTimezone()),
	);
	if (!startFrom.ok) return startFrom;
	const reader = { isTool: false, savedExpression: (name: string) => savedExpression(parameters, name) };
	const filters = readTriggerFilters(reader, node.getNodeParameter('filters', {}));
	if (!filters.ok) return filters;
	const output = readOutput((name, fallback) => node.getNodeParameter(name, fallback), 'raw');
	if (!output.ok) return output;
	const time = EVENTS[event];
	const query = { ...filters.value, sortBy: time, sortOrder: 'desc' };
	// As it is saved: an expression such as $now gives another time in each poll, which shall not begin again.
	const origin = JSON.stringify([connection.baseUrl, leadsPath(scope.value), parameters.startFrom ?? '']);
	const selection = JSON.stringify([event, query]);
	const chosen = { event, scope: scope.value, time, query, output: output.value };
	return ok({ ...chosen, startFrom: startFrom.value, origin, selection });
}
