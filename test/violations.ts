import type { LoggedRequest } from '~/tools/sandbox';
import { loadContract } from '~/tools/sandbox/contract/contract';

/** What PollyBot's contract forbids of these requests, and of the answers that no fault was set for. */
export function violations(requests: readonly LoggedRequest[]): string[] {
	const contract = loadContract();
	const faultless = requests.filter(({ fault }) => fault === undefined);
	return [
		...requests.flatMap((request) => contract.checkRequest(request)),
		...faultless.flatMap((request) => contract.checkAnswer(request)),
	];
}
