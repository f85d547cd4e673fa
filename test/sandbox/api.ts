import axios, { type AxiosResponse } from 'axios';
import { loadContract, type Sandbox } from '~/tools/sandbox';

const loading = loadContract();

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

/** The collection's path in each scope. */
export const SCOPES = [
	['chatbot', '/api/v1/chatbots/cb_1234567890abcdef/leads'],
	['workspace', '/api/v1/leads'],
] as const;

/** What a test puts into `expect` after a run without faults: nothing, if every answer kept the contract. */
export async function answerViolations({ requests }: Sandbox): Promise<string[]> {
	const contract = await loading;
	return requests.filter(({ path }) => path.startsWith('/api/v1/')).flatMap((request) => contract.checkAnswer(request));
}
