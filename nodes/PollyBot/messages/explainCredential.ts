import type { BadCredential } from '../pollybot/connection';

const CREDENTIAL: Readonly<Record<BadCredential, string>> = {
	unreadable: 'The PollyBot API credential cannot be read. Open it and save it again.',
	noKey: 'The PollyBot API credential has no API key. Open it and enter the key.',
	oddKey:
		'The API key in the PollyBot API credential contains a space or another invalid character. Paste the key again.',
	noAddress:
		"The 'Base URL' in the PollyBot API credential is not a web address. Enter one such as https://pollybot.app",
	insecure:
		"The 'Base URL' in the PollyBot API credential begins with http://, so the API key would be sent unencrypted. Use https://, or turn on 'Allow Insecure HTTP' for a PollyBot in your private network.",
};

/** Says what is wrong with a credential, to the person who filled it in. */
export function explainCredential(problem: BadCredential): string {
	return CREDENTIAL[problem];
}
