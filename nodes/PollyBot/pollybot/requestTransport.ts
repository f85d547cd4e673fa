import type { ICredentialTestFunctions } from 'n8n-workflow';
import { fail, ok } from '../result';
import type { Connection } from './connection';
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
		const request = async () =>
			await readAnswer(
				openAnswer(
					await helpers.request({
						method,
						uri: connection.baseUrl + path,
						headers: { Accept: 'application/json', Authorization: `Bearer ${connection.apiKey}` },
						useStream: true,
						resolveWithFullResponse: true,
						simple: false,
						followRedirect: false,
						timeout,
					}),
				),
				deadline,
			);
		try {
			const answer = await Promise.race([request(), expired]);
			return answer === undefined ? fail({ code: 'TIMEOUT' }) : ok(hideKey(answer, connection));
		} catch (error) {
			return fail(noAnswer(error));
		}
	};
}
