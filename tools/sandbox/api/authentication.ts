import { type Answer, failure } from './answer';

/** Made up, in the form that the page Authentication gives: the prefix and 51 characters. */
export const SANDBOX_API_KEY = 'sk-workspace_test0SANDBOX0key0made0up0for0local0trials0only00000';

/**
 * The Bearer check (page Authentication): undefined if the key is right, else the rejection.
 *
 * @param authorization the header, if there was one
 */
export function refuseKey(authorization: string | undefined, apiKey: string): Answer | undefined {
	if (authorization === undefined || authorization === '') {
		return failure(401, 'MISSING_AUTH_HEADER', 'Missing Authorization header');
	}
	const key = /^Bearer (\S+)$/i.exec(authorization)?.[1];
	if (key === undefined) {
		return failure(401, 'MALFORMED_AUTH_HEADER', 'Malformed Authorization header: expected Bearer sk-workspace_…');
	}
	return key === apiKey ? undefined : failure(401, 'INVALID_API_KEY', 'Invalid API key');
}
