import { PROFILES } from './api/profiles';
import { readCommandLine } from './commandLine';
import type { Sandbox } from './control/controls';
import { startSandbox } from './server';
import type { SandboxOptions } from './service';

async function startOrExplain(options: SandboxOptions): Promise<Sandbox> {
	return startSandbox(options).catch((error: unknown) => {
		if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
		throw new Error(
			`Port ${options.port ?? 0} is taken, perhaps by a sandbox that runs already. ` +
				'Stop that one, or set PORT to another port: PORT=4011 npm run sandbox',
		);
	});
}

function greeting({ profile, url, apiKey, chatbotId }: Sandbox): string {
	return `
PollyBot sandbox, ${PROFILES[profile].title}: ${url}  (open it in a browser to see the leads arrive)

In n8n, make a credential "PollyBot API" and enter:

  API Key     ${apiKey}
  Base URL    ${url}
  Chatbot ID  ${chatbotId}

To try PollyBot Trigger, make a credential "PollyBot Webhook Secret API" with any text, and add a webhook with the trigger's
URL and this secret on the page above.

Try it without n8n:

  curl -X POST ${url}/api/v1/leads -H "Authorization: Bearer ${apiKey}" \\
    -H "Content-Type: application/json" -d '{"name":"Ada Example","email":"ada@example.com"}'

If n8n runs in a container, this machine's 127.0.0.1 is not the container's: start it with --network host.
Ctrl+C ends the sandbox; its leads are gone then.
`;
}

async function main(): Promise<void> {
	const sandbox = await startOrExplain(readCommandLine(process.argv.slice(2), process.env));
	console.log(greeting(sandbox));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
