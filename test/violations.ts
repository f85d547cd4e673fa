import { loadContract } from '~/test/contract';
import { type Sandbox } from '~/tools/sandbox';

/**
 * What the contract of the sandbox's profile forbids of the requests that it got, and of the answers that no fault was
 * set for.
 */
export async function violations({ profile, requests }: Pick<Sandbox, 'profile' | 'requests'>): Promise<string[]> {
	const contract = await loadContract(profile);
	const faultless = requests.filter(({ fault }) => fault === undefined);
	return [
		...requests.flatMap((request) => contract.checkRequest(request)),
		...faultless.flatMap((request) => contract.checkAnswer(request)),
	];
}
