import type { Sandbox } from './control/controls';
import { startSandbox } from './server';
import type { SandboxOptions } from './service';

const USUAL_PORT = 4010;

/** An empty variable is none. */
function textFrom(name: string): string | undefined {
	const text = process.env[name]?.trim();
	return text === '' ? undefined : text;
}

/** A number from the environment. @throws Error in words for the person who set it */
function numberFrom(name: string, least: number): number | undefined {
	const text = textFrom(name);
	if (text === undefined) return undefined;
	const value = Number(text);
	if (Number.isFinite(value) && value >= least) return value;
	throw new Error(`${name} is ${JSON.stringify(text)}: it must be a number of at least ${least}.`);
}

function optionsFromEnvironment(): SandboxOptions {
	return {
		port: numberFrom('PORT', 0) ?? USUAL_PORT,
		apiKey: textFrom('API_KEY'),
		limit: numberFrom('RATE_LIMIT', 0),
		windowSeconds: numberFrom('RATE_WINDOW_SECONDS', 0.001),
		latencyMs: numberFrom('LATENCY_MS', 0),
	};
}

async function startOrExplain(options: SandboxOptions): Promise<Sandbox> {
	return startSandbox(options).catch((error: unknown) => {
		if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
		throw new Error(
			`Port ${options.port ?? 0} is taken, perhaps by a sandbox that runs already. ` +
				'Stop that one, or set PORT to another port: PORT=4011 npm run sandbox',
		);
	});
}

function greeting({ url, apiKey, chatbotId }: Sandbox): string {
	return `
PollyBot sandbox: ${url}  (open it in a browser to see the leads arrive)

In n8n, make a credential "PollyBot API" and enter:

  API Key     ${apiKey}
  Base URL    ${url}
  Chatbot ID  ${chatbotId}

To try PollyBot Trigger, give the credential a Webhook Secret of your choice, and add a webhook with the trigger's URL
and this secret on the page above.

Try it without n8n:

  curl -X POST ${url}/api/v1/leads -H "Authorization: Bearer ${apiKey}" \\
    -H "Content-Type: application/json" -d '{"name":"Ada Example","email":"ada@example.com"}'

If n8n runs in a container, this machine's 127.0.0.1 is not the container's: start it with --network host.
Ctrl+C ends the sandbox; its leads are gone then.
`;
}

async function main(): Promise<void> {
	const sandbox = await startOrExplain(optionsFromEnvironment());
	console.log(greeting(sandbox));
	const end = () => {
		void sandbox.close();
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
