import type { FaultRule } from '~/tools/sandbox';
import { type OperationCase, OPERATIONS, reads } from './operations';

type Effect = FaultRule['effect'];
type Altered = Omit<Effect & { kind: 'altered' }, 'kind'>;

/** Where a row may end: on the first output, or in a failure with this code. */
export type Fate = 'success' | (string & {});

/** A server that behaves as no client expects, and what node-interface.md lets a row come to. */
export interface HostileServer {
	readonly name: string;
	readonly effect: (operation: OperationCase) => Effect;
	readonly fates: (operation: OperationCase) => readonly Fate[];
	/** Its number: which mode of On Error meets it first. */
	readonly turn: number;
	/** Only the client can end such an answer. */
	readonly neverEnds?: true;
	/** So much is sent that not all runs can read it at the same time. */
	readonly isLarge: boolean;
	/** What another attempt leads to after this first response; undefined if there is no other attempt. */
	readonly retried?: readonly Fate[];
}

type Server = Omit<HostileServer, 'turn'>;

const inTurns = (servers: readonly Server[]): readonly HostileServer[] =>
	servers.map((server, turn) => ({ ...server, turn }));

const MIB = 1024 * 1024;
const DEEP = 10_000;
const YEAR = 365 * 24 * 3600;

const TIMEOUT = ['TIMEOUT'];
const NETWORK = ['NETWORK'];
const NOT_POLLYBOT = ['NOT_POLLYBOT'];
const LIMITED = ['RATE_LIMIT_EXCEEDED'];
const SUCCESS: readonly Fate[] = ['success'];
/** A tolerant reader makes do with such an answer, a strict one says that it is not PollyBot's. */
const READ_OR_REFUSED = ['success', 'NOT_POLLYBOT'];
const TOO_LARGE = ['NOT_POLLYBOT', 'NETWORK'];
/** The size is bound, and the time is: which of them is met first depends on the machine. */
const TOO_MUCH = [...TOO_LARGE, 'TIMEOUT'];

/** Of a create whose answer was lost the node cannot say more than that. */
function whereCreated(fates: readonly Fate[], { creates, asks }: OperationCase): readonly Fate[] {
	if (!creates) return fates;
	// A message is sent once, and what has no response in it is no reply to one.
	if (asks === 'chatbot') return [...fates, 'UNCONFIRMED'];
	const isLost = (fate: Fate) => fate === 'TIMEOUT' || fate === 'NETWORK';
	const unconfirmed = fates.some((fate) => isLost(fate) || fate === 'NOT_POLLYBOT') ? ['UNCONFIRMED'] : [];
	return [...fates.filter((fate) => !isLost(fate)), ...unconfirmed];
}

/** A tolerant reader may find nothing in such a list. */
function whereSearched(fates: readonly Fate[], { asks }: OperationCase): readonly Fate[] {
	return asks === 'list' && fates.includes('success') ? [...fates, 'NOT_FOUND'] : fates;
}

/** On a busy machine the create before the request that is meant may meet the short timeout too. */
function orBefore(fates: readonly Fate[], { operation }: OperationCase): readonly Fate[] {
	return operation === 'create' || operation === 'upsert' ? [...fates, 'UNCONFIRMED'] : fates;
}

function server(
	name: string,
	effect: Effect | ((operation: OperationCase) => Effect),
	fates: readonly Fate[],
	more: { neverEnds?: true; ofDelete?: readonly Fate[]; retried?: readonly Fate[] } = {},
): Server {
	return {
		name,
		effect: typeof effect === 'function' ? effect : () => effect,
		fates: (operation) =>
			whereSearched(
				whereCreated((reads(operation) === 'deletion' ? more.ofDelete : undefined) ?? fates, operation),
				operation,
			),
		neverEnds: more.neverEnds,
		isLarge: typeof effect === 'object' && effect.kind === 'flood' && effect.part === 'body',
		retried: more.retried,
	};
}

function endless(name: string, effect: Effect, fates: readonly Fate[], retried?: readonly Fate[]): Server {
	const usual = server(name, effect, fates, { neverEnds: true, retried });
	return { ...usual, fates: (operation) => orBefore(usual.fates(operation), operation) };
}

const broken = (name: string, effect: Effect) => server(name, effect, NETWORK, { retried: SUCCESS });

const altered = (name: string, how: Altered, fates: readonly Fate[], ofDelete?: readonly Fate[]) =>
	server(name, { kind: 'altered', ...how }, fates, { ofDelete });

/** The same fault in a lead that is read alone and in each lead of a list. */
const alteredLead = (name: string, lead: object, fates: readonly Fate[]) =>
	server(
		name,
		(operation) => ({
			kind: 'altered',
			patch: { data: reads(operation) === 'list' ? { leads: [{ name: 'Ann', ...lead }] } : lead },
		}),
		fates,
		{ ofDelete: SUCCESS },
	);

const limits = (name: string, limit: Record<string, string>) =>
	altered(
		`rate-limit headers: ${name}`,
		{ headers: Object.fromEntries(Object.entries(limit).map(([key, value]) => [`X-RateLimit-${key}`, value])) },
		['success', ...LIMITED],
	);

const retryAfter = (status: number, value: string, retried?: readonly Fate[]) =>
	server(
		`${status} with Retry-After "${value}"`,
		{ kind: 'status', status, headers: { 'Retry-After': value } },
		status === 429 ? LIMITED : ['SERVICE_UNAVAILABLE', 'UNCONFIRMED'],
		{ retried },
	);

const refusing = (error: object, status = 400): Effect => ({
	kind: 'status',
	status,
	body: { success: false, ...error },
});

/** A lead as JSON text, with what no object of JavaScript could be turned into. */
const leadOf =
	(fields: string) =>
	(operation: OperationCase): Effect => {
		const lead = `{"id":"lead_1","name":"Ann",${fields}}`;
		const data = reads(operation) === 'list' ? `{"leads":[${lead}],"pagination":{"hasNext":false}}` : lead;
		return { kind: 'status', status: 200, body: `{"success":true,"data":${data}}` };
	};

const FIELDS_WITHOUT_TEXT = ['name', 'email', 'phone', 'status', 'source', 'createdAt', 'updatedAt']
	.map((name) => `"${name}":{"toString":1,"valueOf":2,"toJSON":3}`)
	.join(',');

const nestedLead = leadOf(`"metadata":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`);

const inSeconds = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds);

export const ENDLESS_SERVERS = inTurns([
	endless('a body that drips', { kind: 'drip', part: 'body', everyMs: 20 }, TIMEOUT, SUCCESS),
	endless('headers that drip', { kind: 'drip', part: 'headers', everyMs: 20 }, TIMEOUT, SUCCESS),
	endless('silence from the start', { kind: 'stall', at: 'start' }, TIMEOUT, SUCCESS),
	endless('silence after the headers', { kind: 'stall', at: 'headers' }, TIMEOUT, SUCCESS),
	endless('silence after half of the body', { kind: 'stall', at: 'half' }, TIMEOUT, SUCCESS),
	endless('a late answer', { kind: 'latency', ms: 20_000 }, TIMEOUT),
	endless('a late body', { kind: 'latency', ms: 20_000, part: 'body' }, TIMEOUT),
	endless('a Content-Length that is too long', { kind: 'altered', lengthOff: 5 }, TIMEOUT),
	endless('endless headers', { kind: 'flood', part: 'headers' }, ['NETWORK', 'TIMEOUT'], SUCCESS),
	endless('an endless body', { kind: 'flood', part: 'body' }, TOO_MUCH),
	endless('a body of 200 MB', { kind: 'flood', part: 'body', bytes: 200 * MIB }, TOO_MUCH),
	endless('an endless body in gzip', { kind: 'flood', part: 'body', gzip: true }, TOO_MUCH),
]);

export const STRANGE_SERVERS = inTurns([
	server('an endless body, and time to read it', { kind: 'flood', part: 'body' }, TOO_LARGE, { neverEnds: true }),
	server(
		'200 MB of spaces in 200 kB of gzip',
		{ kind: 'flood', part: 'body', bytes: 200 * MIB, gzip: true },
		TOO_LARGE,
	),
	server('2 MB of spaces before the JSON', { kind: 'flood', part: 'body', bytes: 2 * MIB }, SUCCESS),
	server('a body that is a little late', { kind: 'latency', ms: 30, part: 'body' }, SUCCESS),

	broken('a connection that drops', { kind: 'drop', when: 'before' }),
	broken('a connection that drops after the request is carried out', { kind: 'drop', when: 'after' }),
	broken('a connection that closes after the headers', { kind: 'cut', at: 'headers' }),
	broken('a connection that closes after half of the body', { kind: 'cut' }),
	altered('a Content-Length that is too short', { lengthOff: -5 }, ['NOT_POLLYBOT', 'NETWORK']),

	server('204 without a body', { kind: 'empty', status: 204, after: true }, NOT_POLLYBOT, {
		ofDelete: READ_OR_REFUSED,
	}),
	server('201 without a body', { kind: 'empty', status: 201, after: true }, NOT_POLLYBOT, {
		ofDelete: READ_OR_REFUSED,
	}),
	server('a login page', { kind: 'html' }, NOT_POLLYBOT),
	server("a gateway's page", { kind: 'html', status: 502 }, ['NOT_POLLYBOT', 'UNCONFIRMED'], { retried: SUCCESS }),
	server("a proxy's page for a rate limit", { kind: 'html', status: 429 }, LIMITED, { retried: SUCCESS }),
	server('a redirect', { kind: 'redirect', location: 'https://www.example.com/login' }, ['REDIRECT']),
	server('a redirect to nowhere', { kind: 'redirect', location: '' }, ['REDIRECT']),
	server('a redirect that is no URL', { kind: 'redirect', location: 'http://[' }, ['REDIRECT']),

	altered('a list in the place of the envelope', { patch: [] }, NOT_POLLYBOT),
	altered('null in the place of the envelope', { patch: null }, NOT_POLLYBOT),
	altered('a number in the place of the envelope', { patch: 5 }, NOT_POLLYBOT),
	altered('a list in the place of the data', { patch: { data: [] } }, NOT_POLLYBOT, READ_OR_REFUSED),
	altered('no data', { patch: { data: null } }, NOT_POLLYBOT, READ_OR_REFUSED),
	altered('a text in the place of the data', { patch: { data: 'ok' } }, NOT_POLLYBOT, READ_OR_REFUSED),
	altered('a pagination that is a text', { patch: { data: { pagination: 'none' } } }, SUCCESS),
	alteredLead('an ID that is a number', { id: 5 }, READ_OR_REFUSED),
	alteredLead('an empty ID', { id: '' }, READ_OR_REFUSED),
	alteredLead('no ID', { id: null }, READ_OR_REFUSED),
	server('JSON that is nested too deeply', { kind: 'status', status: 200, body: '['.repeat(200_000) }, NOT_POLLYBOT),
	server('a lead that is nested too deeply', nestedLead, ['success', 'NOT_POLLYBOT']),
	server('a lead whose fields are objects that no text can be made of', leadOf(FIELDS_WITHOUT_TEXT), SUCCESS),
	server('a lead with keys of JavaScript', leadOf('"__proto__":{"id":1},"constructor":1,"toString":2'), SUCCESS),
	server('an error whose parts are of the wrong types', refusing({ error: { a: 1 }, code: 5, details: 'none' }), [
		'VALIDATION_ERROR',
	]),
	server('an error whose texts are empty', refusing({ error: '', code: '', details: {} }), ['VALIDATION_ERROR']),
	server('an error that says nothing', refusing({}), ['VALIDATION_ERROR']),
	server('an error with the status 200', refusing({ error: 'Not now', code: 'NOT_NOW' }, 200), ['NOT_NOW']),
	server('an error with the status 200 that says nothing', refusing({}, 200), NOT_POLLYBOT),
	altered('two envelopes in one body', { repeat: 2 }, NOT_POLLYBOT),
	altered('a BOM before the JSON', { before: '\uFEFF' }, SUCCESS),
	altered('Latin-1 in the JSON', { charset: 'latin1' }, SUCCESS),
	altered('gzip', { gzip: 'whole' }, SUCCESS),
	altered('gzip that is cut', { gzip: 'cut' }, ['NETWORK', 'NOT_POLLYBOT']),
	altered('a coding that nobody knows', { headers: { 'Content-Encoding': 'x-secret' } }, READ_OR_REFUSED),
	altered('a coding that is not used', { headers: { 'Content-Encoding': 'gzip' } }, ['NETWORK', 'NOT_POLLYBOT']),
	altered('100 Continue and 103 Early Hints before the answer', { interim: [100, 103] }, SUCCESS),
	server('pages of the same leads for ever', { kind: 'pages', leads: 'same' }, SUCCESS),

	limits('-1 remaining', { Remaining: '-1' }),
	limits('NaN remaining', { Remaining: 'NaN' }),
	limits('1e12 remaining', { Remaining: '1e12' }),
	limits('an empty value', { Remaining: '', Reset: '' }),
	limits('none left, reset in the past', { Remaining: '0', Reset: inSeconds(-3600) }),
	limits('none left, reset in a year', { Remaining: '0', Reset: inSeconds(YEAR) }),
	limits('none left, reset after the end of time', { Remaining: '0', Reset: '1e20' }),
	limits('none left, reset that is no time', { Remaining: '0', Reset: 'soon' }),

	...[429, 503].flatMap((status) => [
		retryAfter(status, '604800', status === 429 ? LIMITED : undefined),
		retryAfter(status, '9'.repeat(30), status === 429 ? LIMITED : undefined),
		retryAfter(status, '-5', SUCCESS),
		retryAfter(status, 'soon', SUCCESS),
		retryAfter(status, ''),
	]),
]);

/** The servers whose answers are the service's own but for a header or the bytes, so that its profile matters. */
export const OF_EVERY_PROFILE = STRANGE_SERVERS.filter(({ effect }) => {
	const made = OPERATIONS.map(effect);
	return made.every((one) => one.kind === 'altered' && one.patch === undefined);
});
