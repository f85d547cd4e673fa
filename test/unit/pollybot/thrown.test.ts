import {
	NodeApiError,
	NodeOperationError,
	OperationalError,
	UnexpectedError,
	UserError,
	type INode,
	type JsonObject,
} from 'n8n-workflow';
import { isLost, isRetryable } from '~/nodes/PollyBot/pollybot/failure';
import { failureOfThrown } from '~/nodes/PollyBot/pollybot/thrown';

const node: INode = { id: '1', name: 'PollyBot', type: 'x.pollyBot', typeVersion: 1, position: [0, 0], parameters: {} };

/** NodeApiError takes errors too, which its type does not say. */
const asJson = (error: Error) => error as unknown as JsonObject;

const coded = (code: string) => Object.assign(new Error(`Node says ${code}`), { code });

/** What n8n's helpers throw before a request leaves, and its words in it. */
const UNSENT: ReadonlyArray<readonly [string, Error]> = [
	['blocked', new UserError('blocked', { description: 'Ask your administrator.' })],
	['no domain', new NodeOperationError(node, 'no domain')],
	['no key', new OperationalError('no key')],
	['no host', new UnexpectedError('no host')],
	['Node says ERR_INVALID_URL', coded('ERR_INVALID_URL')],
	['Node says ERR_INVALID_CHAR', coded('ERR_INVALID_CHAR')],
];

/** As the lines of n8n and the request library wrap it. */
const WRAPPED: ReadonlyArray<readonly [string, (error: Error) => unknown]> = [
	['as it is', (error) => error],
	['in a NodeApiError', (error) => new NodeApiError(node, asJson(error))],
	[
		'in an error of the request library',
		(error) => Object.assign(new Error(error.message, { cause: error }), { isAxiosError: true }),
	],
	['in both', (error) => new NodeApiError(node, asJson(new Error(error.message, { cause: error })))],
];

describe.each(WRAPPED)('%s', (_, wrap) => {
	it.each(UNSENT)('"%s" is told as a matter of configuration, is not sent again and is not lost', (message, error) => {
		const failure = failureOfThrown(wrap(error));
		expect(failure).toMatchObject({ code: 'CONFIGURATION', unsent: { message } });
		expect([isRetryable(failure), isLost(failure)]).toEqual([false, false]);
	});

	it.each(['ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ERR_BAD_RESPONSE', 'HPE_INVALID_CONSTANT'])(
		'%s stays one of the network',
		(code) => {
			expect(failureOfThrown(wrap(coded(code)))).toEqual({ code: 'NETWORK', systemCode: code });
		},
	);
});

it('the words of n8n that help are kept', () => {
	const { unsent } = failureOfThrown(new NodeApiError(node, asJson(UNSENT[0]?.[1] ?? new Error())));
	expect(unsent).toEqual({ message: 'blocked', description: 'Ask your administrator.' });
});

it('an error that nobody declares stays one of the network: the request may have left', () => {
	expect(failureOfThrown(new Error('socket hang up'))).toEqual({ code: 'NETWORK', systemCode: undefined });
	expect(failureOfThrown(undefined)).toEqual({ code: 'NETWORK', systemCode: undefined });
});

describe('in the NodeApiError of n8n 1.123, which keeps no cause', () => {
	const wrap = (code: string) =>
		Object.assign(new NodeApiError(node, asJson(coded(code))), { cause: undefined, errorResponse: undefined });

	it.each([
		['ECONNREFUSED', { code: 'NETWORK', systemCode: 'ECONNREFUSED' }],
		['ENOTFOUND', { code: 'NETWORK', systemCode: 'ENOTFOUND' }],
		['CERT_HAS_EXPIRED', { code: 'NETWORK', systemCode: 'CERT_HAS_EXPIRED' }],
		['ETIMEDOUT', { code: 'TIMEOUT' }],
		['ERR_CANCELED', { code: 'CANCELLED' }],
		['ERR_INVALID_URL', { code: 'CONFIGURATION', unsent: { message: 'Node says ERR_INVALID_URL' } }],
	])('%s is understood', (code, failure) => {
		expect(failureOfThrown(wrap(code))).toEqual(failure);
	});
});
