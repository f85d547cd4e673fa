import type { ICredentialTestFunctions } from 'n8n-workflow';
import { fail, ok, type Result } from '../result';
import type { Connection } from './connection';
import type { ApiFailure } from './failure';
import { hideKey, noAnswer, openAnswer, readAnswer, type Transport } from './transport';

/**
 * Sends the requests of a credential's test: n8n gives it an older request helper only, and signs nothing in with it.
 * Redirects are not followed.
 *
 * @param timeout milliseconds for one attempt, its response included
 */
export function requestTransport(
	{ helpers }: ICredentialTestFunctions,
	connection: Connection,
	timeout: number,
): Transport {
	return async ({ method, path }) => {
		const deadline = AbortSignal.timeout(timeout);
		const expired = new Promise<undefined>((resolve) => {
			const end = () => {
				resolve(undefined);
			};
			deadline.addEventListener('abort', end, { once: true });
		});
		const request = async () => {
			const response = await orFailure<unknown>(
				helpers.request({
					method,
					uri: connection.baseUrl + path,
					headers: { Accept: 'application/json', Authorization: `Bearer ${connection.apiKey}` },
					useStream: true,
					resolveWithFullResponse: true,
					simple: false,
					followRedirect: false,
					timeout,
				}),
			);
			return response.ok ? await orFailure(readAnswer(openAnswer(response.value), { signal: deadline })) : response;
		};
		const read = (await Promise.race([request(), expired])) ?? fail({ code: 'TIMEOUT' });
		return read.ok ? ok(hideKey(read.value, connection)) : read;
	};
}

async function orFailure<T>(work: Promise<T>): Promise<Result<T, ApiFailure>> {
	try {
		return ok(await work);
	} catch (error) {
		return fail(noAnswer(error));
	}
}
