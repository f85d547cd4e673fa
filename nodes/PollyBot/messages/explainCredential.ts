import type { BadCredential } from '../pollybot/connection';

const WHERE = 'in the PollyBot API credential';

const SENTENCES: Readonly<Record<BadCredential, string>> = {
	unreadable: 'The PollyBot API credential cannot be read. Open it and save it again.',
	noKey: 'The PollyBot API credential has no API key. Open it and enter the key.',
	oddKey: `The API key ${WHERE} contains a space or another character that no key has. Paste the key again.`,
	noAddress: `The 'Base URL' ${WHERE} is not a web address. Enter one such as https://pollybot.app`,
	insecure: `The 'Base URL' ${WHERE} begins with http://, which would send the API key unencrypted. Use https://, or switch on 'Allow Insecure HTTP' if this PollyBot runs in your own private network.`,
};

/** Says what is wrong with a credential, to the person who filled it in. */
export function explainCredential(problem: BadCredential): string {
	return SENTENCES[problem];
}
