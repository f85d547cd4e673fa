import { startSandbox } from '~/tools/sandbox';
import { LEADS_ALREADY_THERE } from './spreadsheetExample';

/** The PollyBot that the demo sends leads to. */
export interface Destination {
	baseUrl: string;
	apiKey: string;
	chatbotId: string;
	/** What it is and where, for the person at the terminal. */
	description: string;
	/** A page that shows the leads until `close`; only a sandbox, whose key is no secret, has one. */
	page?: string;
	close: () => Promise<void>;
}

const NAMES = ['POLLYBOT_BASE_URL', 'POLLYBOT_API_KEY', 'POLLYBOT_CHATBOT_ID'] as const;

/** The real PollyBot if the environment names one, else a sandbox. Throws if it names only a part of one. */
export async function openDestination(environment: NodeJS.ProcessEnv): Promise<Destination> {
	const [baseUrl = '', apiKey = '', chatbotId = ''] = NAMES.map((name) => environment[name]?.trim());
	const missing = NAMES.filter((name) => !environment[name]?.trim());
	if (missing.length === 0) {
		const description = `the chatbot ${chatbotId} at ${baseUrl}`;
		return { baseUrl, apiKey, chatbotId, description, close: () => Promise.resolve() };
	}
	if (missing.length < NAMES.length) {
		throw new Error(
			`To send the leads to a real PollyBot, set ${missing.join(' and ')} too; for the sandbox, set none of them.`,
		);
	}
	const sandbox = await startSandbox({ leads: LEADS_ALREADY_THERE });
	const description = `a local PollyBot (sandbox), which has ${LEADS_ALREADY_THERE.length} lead`;
	return { ...sandbox, baseUrl: sandbox.url, description, page: `${sandbox.url}/` };
}
