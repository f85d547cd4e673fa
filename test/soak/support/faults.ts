import type { FaultRule } from '~/tools/sandbox';
import { chance } from './imports';

type Effect = FaultRule['effect'];

/** The node's Timeout in the test, in ms: a server that is slower than this is one that does not respond. */
export const TIMEOUT = 10_000;

/** One fault in so many requests on average. */
const MEAN_GAP = 25;

/** One fault in so many is an outage: it is played for many requests in a row. */
const OUTAGES = 50;

const OUTAGE: Effect[] = [
	{ kind: 'status', status: 503 },
	{ kind: 'drop', when: 'before' },
	{ kind: 'html', status: 502 },
];

/** Plays faults by chance. Some end the request before it is carried out; after the others no response says so. */
export function faultFeed(seed: number): () => Effect | undefined {
	const { whole, oneOf } = chance(seed);
	const serverError = () => oneOf([500, 502, 503, 504]);
	const effects: Array<readonly [weight: number, make: () => Effect]> = [
		[6, () => ({ kind: 'drop', when: oneOf(['before', 'after']) })],
		[3, () => ({ kind: 'status', status: serverError() })],
		[3, () => ({ kind: 'status', status: serverError(), after: true })],
		[3, () => ({ kind: 'status', status: 429, headers: { 'Retry-After': String(whole(1, 3)) } })],
		[3, () => ({ kind: 'latency', ms: whole(500, 5000) })],
		[2, () => ({ kind: 'latency', ms: TIMEOUT + 2000, part: oneOf(['body', undefined]) })],
		[1, () => ({ kind: 'stall', at: oneOf(['start', 'headers', 'half']) })],
		[1, () => ({ kind: 'drip', part: oneOf(['headers', 'body']), everyMs: 100 })],
		[2, () => ({ kind: 'cut', at: oneOf(['headers', 'half']) })],
		[2, () => ({ kind: 'html', status: oneOf([200, 404, 502, 503]) })],
		[1, () => ({ kind: 'redirect', location: 'https://status.example.com/' })],
		[2, () => ({ kind: 'empty', status: 200, after: oneOf([true, false]) })],
		[1, () => ({ kind: 'altered', patch: undefined, before: '<!-- a stray line -->' })],
		[1, () => ({ kind: 'altered', patch: undefined, gzip: oneOf(['whole', 'cut']) })],
		[1, () => ({ kind: 'bare' })],
	];
	const weighted = effects.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));
	let outage = { left: 0, effect: oneOf(OUTAGE) };
	return () => {
		if (outage.left-- > 0) return outage.effect;
		if (whole(1, MEAN_GAP) > 1) return undefined;
		if (whole(1, OUTAGES) === 1) outage = { left: whole(10, 60), effect: oneOf(OUTAGE) };
		return oneOf(weighted)();
	};
}
