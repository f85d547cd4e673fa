import { loadContract, type LoggedRequest } from '~/tools/sandbox';

const loading = loadContract();

/** What PollyBot's contract forbids of these requests, and of the answers that no fault was set for. */
export async function violations(requests: readonly LoggedRequest[]): Promise<string[]> {
	const contract = await loading;
	const faultless = requests.filter(({ fault }) => fault === undefined);
	return [
		...requests.flatMap((request) => contract.checkRequest(request)),
		...faultless.flatMap((request) => contract.checkAnswer(request)),
	];
}
