import type { NodeHint } from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** The requests that PollyBot allows for an API key. Source: PollyBot Leads API v1.0, Rate Limiting. */
const HOURLY_BUDGET = 1000;

const BUDGET = HOURLY_BUDGET.toLocaleString('en-US');

const WHAT_HAPPENS = `PollyBot accepts ${BUDGET} requests an hour per API key, and the input has more items. After 'Max Wait for Rate Limit' (5 minutes unless you change it), the remaining items fail.`;

/**
 * What the editor says before an execution that is longer than an hour's budget: what will happen, and what to choose.
 *
 * @param resources those that the node has; of operations that only read, equal items share a request
 */
export function hintsBeforeRun(resources: readonly Resource[]): NodeHint[] {
	const all = resources.flatMap(({ operations }) => operations);
	// A chatbot's own limit is not known before its first response.
	const sending = all.filter(({ done, noun }) => done !== undefined && noun === undefined);
	return [
		longRunHint(
			sending.filter(({ canDefer }) => canDefer),
			'To import all of them, set \'On Rate Limit\' in the options to "Send to Deferred Output" and send that output back to this node through a Wait node.',
		),
		longRunHint(
			sending.filter(({ canDefer }) => !canDefer),
			"To finish all of them, raise 'Max Wait for Rate Limit' in the options, or run them in parts.",
		),
	];
}

function longRunHint(operations: readonly Operation[], advice: string): NodeHint {
	const values = JSON.stringify(operations.map(({ value }) => value));
	const isMeant = `${values}.includes($parameter["operation"]) && ($parameter["options"]["onRateLimit"] ?? "wait") === "wait" && $parameter["options"]["dryRun"] !== true`;
	// n8n throws where no node before this one has run.
	const isLong = `(() => { try { return $input.all().length > ${HOURLY_BUDGET}; } catch { return false; } })()`;
	return {
		message: `${WHAT_HAPPENS} ${advice}`,
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${isMeant} && ${isLong} }}`,
	};
}
