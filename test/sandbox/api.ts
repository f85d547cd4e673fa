import axios, { type AxiosResponse } from 'axios';
import { loadContract } from '~/test/contract';
import { PROFILE_NAMES, type ProfileName, type Sandbox } from '~/tools/sandbox';

/** An answer as the tests read it: its JSON as it came, for them to compare. */
export type ApiResponse = AxiosResponse<Record<string, unknown>>;

/** A client of the sandbox's API that throws for no status, and follows no redirect. */
export function apiOf({ url, apiKey }: Sandbox, authorization: string | null = `Bearer ${apiKey}`) {
	const http = axios.create({
		baseURL: url,
		validateStatus: () => true,
		maxRedirects: 0,
		headers: {
			'Content-Type': 'application/json',
			...(authorization === null ? {} : { Authorization: authorization }),
		},
	});
	return {
		get: (path: string, params?: object): Promise<ApiResponse> => http.get(path, { params }),
		post: (path: string, body: unknown): Promise<ApiResponse> => http.post(path, body),
		put: (path: string, body: unknown): Promise<ApiResponse> => http.put(path, body),
		delete: (path: string): Promise<ApiResponse> => http.delete(path),
	};
}

export const CHATBOT_ID = 'cb_1234567890abcdef';

/** The collection's path in each scope, in a sandbox whose chatbot is CHATBOT_ID. */
export const SCOPES = [
	['chatbot', `/api/v1/chatbots/${CHATBOT_ID}/leads`],
	['workspace', '/api/v1/leads'],
] as const;

/** Each scope in each profile: the profile, the scope, the collection's path. */
export const PROFILES_AND_SCOPES = PROFILE_NAMES.flatMap((profile) =>
	SCOPES.map(([scope, path]) => [profile, scope, path] as const),
);

/** The lead in the answer to a create, a get or an update. */
export function leadIn(profile: ProfileName, { data }: ApiResponse): Record<string, unknown> {
	const lead: unknown = profile === '1.0' ? data.data : data;
	return lead as Record<string, unknown>;
}

/** What a test puts into `expect` after a run without faults: nothing, if every answer kept the contract. */
export async function answerViolations({ profile, requests }: Sandbox): Promise<string[]> {
	const contract = await loadContract(profile);
	return requests.filter(({ path }) => path.startsWith('/api/v1/')).flatMap((request) => contract.checkAnswer(request));
}
