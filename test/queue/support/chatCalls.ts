import { until } from '~/tools/until';
import type { PlacedImport, QueueHost } from './queueHost';

/** Turns on a workflow that sends a message for each row of a call. */
export async function placeChat(host: QueueHost): Promise<PlacedImport> {
	return await host.place({ resource: 'chat', operation: 'sendMessage', message: '={{ $json.text }}', options: {} });
}

export function messagesOf(call: number, rows: number): string[] {
	return Array.from({ length: rows }, (_, row) => `Call ${call}, message ${row}`);
}

/**
 * Empties the sandbox and calls the workflow.
 *
 * @param meanwhile is done while the first message of each execution waits for its response
 * @returns the executions that succeeded, and the messages that have arrived, when all executions have ended
 */
export async function callChat(
	{ sandbox, rest }: QueueHost,
	{ workflowId, call }: PlacedImport,
	{ calls, rows, meanwhile }: { calls: number; rows: number; meanwhile?: () => Promise<void> },
): Promise<{ succeeded: string[]; arrived: string[] }> {
	sandbox.reset();
	if (meanwhile) sandbox.fault({ times: calls, effect: { kind: 'latency', ms: 20_000 } });
	const arrived = () => sandbox.requests.map(({ body }) => (body as { message: string }).message).sort();
	const texts = Array.from({ length: calls }, (_, number) => messagesOf(number, rows).map((text) => ({ text })));
	await Promise.all(texts.map(call));
	await until('the first messages have arrived', () => sandbox.requests.length >= calls, 60, 50);
	await meanwhile?.();
	const ended = async () => {
		const all = await rest.executionList(workflowId);
		return all.length === calls && all.every(({ finished }) => finished) ? all : undefined;
	};
	const all = await until('all executions have ended', ended, 120, 500);
	return { succeeded: all.flatMap(({ id, status }) => (status === 'success' ? id : [])), arrived: arrived() };
}
