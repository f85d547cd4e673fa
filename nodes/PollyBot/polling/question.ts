import type { IPollFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { readTriggerFilters } from '../parameters/filters';
import { readOutput } from '../parameters/output';
import { findScope } from '../parameters/scope';
import { savedExpression } from '../parameters/reader';
import type { Connection } from '../pollybot/connection';
import { leadsPath, type ListQuery, type Scope } from '../pollybot/paths';
import type { OutputChoice } from '../lead/outputFields';
import { invalid, type Invalid } from '../lead/invalid';
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
	/** The same text for the same question, whatever the key. */
	readonly text: string;
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
	const reader = { isTool: false, savedExpression: (name: string) => savedExpression(parameters, name) };
	const filters = readTriggerFilters(reader, node.getNodeParameter('filters', {}));
	if (!filters.ok) return filters;
	const output = readOutput((name, fallback) => node.getNodeParameter(name, fallback), 'raw');
	if (!output.ok) return output;
	const time = EVENTS[event];
	const query = { ...filters.value, sortBy: time, sortOrder: 'desc' };
	const text = JSON.stringify([connection.baseUrl, leadsPath(scope.value), event, query]);
	return ok({ event, scope: scope.value, time, query, output: output.value, text });
}
