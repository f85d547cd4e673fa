import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import type { Sandboxed } from '../sandboxed';
import { type OnErrorMode, problemsOf } from './account';
import { chatbotOf, matchOf, type OperationCase, OPERATIONS, rowsFor } from './operations';
import type { Fate, HostileServer } from './servers';

/** Milliseconds: long enough for any machine, and only met where a run hangs. */
const HANGS_AFTER = 20_000;

const MIB = 1024 * 1024;

/** What the node may read of one answer, and what may be in the buffers of either side unread. */
const MOST_SENT = 16 * MIB + 12 * MIB;

export interface Meeting {
	readonly onError: readonly OnErrorMode[];
	readonly rows: number;
	readonly options: INodeParameters;
	/** How many requests of each operation meet the server's fault. */
	readonly times: number;
	readonly fates: (operation: OperationCase) => readonly Fate[];
}

/**
 * Runs all operations against a hostile server, and tells what was wrong with any of them. Each meets the server in one
 * mode of On Error, in turns: all modes meet the server, and each operation meets servers in all modes. A large response
 * takes a second of the processor: those that one operation reads in each mode are enough.
 */
export async function meet(node: Sandboxed, server: HostileServer, meeting: Meeting): Promise<string[]> {
	const { sandbox } = node;
	for (const operation of OPERATIONS) {
		sandbox().fault({ match: matchOf(operation), times: meeting.times, effect: server.effect(operation) });
	}
	const runs = OPERATIONS.map((operation, index) => async () => {
		const onError = meeting.onError[(server.turn + index) % meeting.onError.length];
		return onError ? await runOne(node, operation, onError, meeting) : [];
	});
	const problems: string[] = [];
	if (server.isLarge) for (const run of runs.filter((_, index) => index % 5 === 0)) problems.push(...(await run()));
	else problems.push(...(await Promise.all(runs.map((run) => run()))).flat());
	return [...problems, ...(await connectionProblems(sandbox().requests, server))];
}

async function runOne(
	{ sandbox, run }: Sandboxed,
	operation: OperationCase,
	onError: OnErrorMode,
	{ rows, options, fates }: Meeting,
): Promise<string[]> {
	const result = await run(operation.operation, rowsFor(operation, onError, rows, sandbox()), {
		parameters: {
			...operation.parameters,
			chatbotId: chatbotOf(operation),
			options: { ...options, ...operation.options },
		},
		onError,
		signal: AbortSignal.timeout(HANGS_AFTER),
	});
	const problems = problemsOf(result, rows, onError, fates(operation));
	return problems.map((problem) => `${operation.name}, ${onError}: ${problem}`);
}

/** The node leaves a server that never ends, and reads no more of an answer than it must. */
async function connectionProblems(
	requests: ReturnType<Sandboxed['sandbox']>['requests'],
	{ neverEnds }: HostileServer,
): Promise<string[]> {
	const isOver = () => requests.every(({ sentBytes }) => sentBytes !== undefined);
	for (let tries = 0; !isOver() && tries < 300; tries += 1) await wait(10);
	return requests.flatMap(({ method, path, fault, sentBytes, clientClosed }) => [
		...(sentBytes === undefined ? [`${method} ${path}: the connection is still open`] : []),
		...(neverEnds && fault !== undefined && clientClosed === false
			? [`${method} ${path}: the node did not leave`]
			: []),
		...((sentBytes ?? 0) > MOST_SENT ? [`${method} ${path}: ${sentBytes} bytes were sent`] : []),
	]);
}
