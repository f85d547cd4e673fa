import { startSandbox } from '~/tools/sandbox';
import { LEADS_ALREADY_THERE } from './seed';

/** The PollyBot that the demo sends leads to. */
export interface Destination {
	baseUrl: string;
	apiKey: string;
	chatbotId: string;
	/** Whether the key is the sandbox's, which is no secret. */
	isSandbox: boolean;
	/** What it is and where, for the person at the terminal. */
	description: string;
	/** A page that shows the leads until `close`; undefined if only PollyBot itself does. */
	page?: string;
	close: () => Promise<void>;
}

const NAMES = ['POLLYBOT_BASE_URL', 'POLLYBOT_API_KEY', 'POLLYBOT_CHATBOT_ID'] as const;

/** The real PollyBot if the environment names one, else a sandbox. Throws if it names one by half. */
export async function openDestination(environment: NodeJS.ProcessEnv): Promise<Destination> {
	const missing = NAMES.filter((name) => !environment[name]?.trim());
	if (missing.length === NAMES.length) return await openSandbox();
	if (missing.length > 0) {
		throw new Error(
			`To send the leads to a real PollyBot, set ${missing.join(' and ')} too; for the sandbox, set none of them.`,
		);
	}
	const [baseUrl = '', apiKey = '', chatbotId = ''] = NAMES.map((name) => environment[name]?.trim());
	return {
		baseUrl,
		apiKey,
		chatbotId,
		isSandbox: false,
		description: `the chatbot ${chatbotId} at ${baseUrl}`,
		close: () => Promise.resolve(),
	};
}

async function openSandbox(): Promise<Destination> {
	const sandbox = await startSandbox({ leads: LEADS_ALREADY_THERE });
	return {
		baseUrl: sandbox.url,
		apiKey: sandbox.apiKey,
		chatbotId: sandbox.chatbotId,
		isSandbox: true,
		description: `a sandbox on this machine, which begins with ${LEADS_ALREADY_THERE.length} lead`,
		page: `${sandbox.url}/`,
		close: () => sandbox.close(),
	};
}
