import type { BadCredential } from '../api/connection';

const WHERE = 'in the PollyBot API credential';

/** Says what is wrong with a credential, to the person who filled it in. */
export function explainCredential({ problem, address }: BadCredential): string {
	switch (problem) {
		case 'unreadable':
			return 'The PollyBot API credential cannot be read. Open it and save it again.';
		case 'noKey':
			return 'The PollyBot API credential has no API key. Open it and enter the key.';
		case 'oddKey':
			return `The API key ${WHERE} holds a space or another character that no key has. Paste the key again.`;
		case 'noAddress':
			return `The 'Base URL' "${address}" ${WHERE} is not a web address. Enter one such as https://pollybot.app`;
		case 'insecure':
			return `The 'Base URL' "${address}" ${WHERE} begins with http://, which would send the API key unencrypted. Use https://, or switch on 'Allow Insecure HTTP' if this PollyBot runs in your own private network.`;
	}
}
