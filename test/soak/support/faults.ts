import type { FaultRule, Sandbox } from '~/tools/sandbox';
import type { Random } from './random';

type Effect = FaultRule['effect'];

/** The node's Timeout in the test, in ms: a server that is slower than this is one that does not respond. */
export const TIMEOUT = 10_000;

/** One fault in so many requests on average. */
const MEAN_GAP = 25;

/** One fault in so many is an outage: it is played for many requests in a row. */
const OUTAGES = 50;

/** So many requests ahead are planned. */
const PLANNED = 1000;

const serverError = (random: Random) => random.oneOf([500, 502, 503, 504]);

/** Some are over before the request is carried out; after the others the lead is stored, and no response says so. */
const EFFECTS: ReadonlyArray<readonly [weight: number, make: (random: Random) => Effect]> = [
	[3, () => ({ kind: 'drop', when: 'before' })],
	[3, () => ({ kind: 'drop', when: 'after' })],
	[1, () => ({ kind: 'empty', after: true })],
	[3, (random) => ({ kind: 'status', status: serverError(random) })],
	[3, (random) => ({ kind: 'status', status: serverError(random), after: true })],
	[3, (random) => ({ kind: 'status', status: 429, headers: { 'Retry-After': String(random.whole(1, 3)) } })],
	[3, (random) => ({ kind: 'latency', ms: random.whole(500, 5000) })],
	[1, () => ({ kind: 'latency', ms: TIMEOUT + 2000 })],
	[1, () => ({ kind: 'latency', ms: TIMEOUT + 2000, part: 'body' })],
	[1, (random) => ({ kind: 'stall', at: random.oneOf(['start', 'headers', 'half']) })],
	[1, (random) => ({ kind: 'drip', part: random.oneOf(['headers', 'body']), everyMs: 100 })],
	[2, (random) => ({ kind: 'cut', at: random.oneOf(['headers', 'half']) })],
	[2, (random) => ({ kind: 'html', status: random.oneOf([200, 502, 503]) })],
	[1, () => ({ kind: 'redirect', location: 'https://status.example.com/' })],
	[1, () => ({ kind: 'empty', status: 200 })],
	[1, () => ({ kind: 'bare' })],
	[1, () => ({ kind: 'altered', patch: undefined, gzip: 'whole' })],
];

const OUTAGE_EFFECTS: readonly Effect[] = [
	{ kind: 'status', status: 503 },
	{ kind: 'drop', when: 'before' },
	{ kind: 'html', status: 502 },
];

/** Hands the sandbox faults for requests to come, by chance. Each call plans those for the next thousand requests. */
export function faultFeed(sandbox: Sandbox, random: Random): (requestsSoFar: number) => void {
	/** The number of the last request that a fault is planned for. */
	let planned = 0;
	return (requests) => {
		while (planned < requests + PLANNED) {
			planned += Math.ceil(-MEAN_GAP * Math.log(1 - random.between(0, 1)));
			if (planned <= requests) continue;
			const isOutage = random.whole(1, OUTAGES) === 1;
			const effect = isOutage ? random.oneOf(OUTAGE_EFFECTS) : random.pick(EFFECTS)(random);
			sandbox.fault({ match: { nth: planned - requests }, times: isOutage ? random.whole(10, 60) : 1, effect });
		}
	};
}
