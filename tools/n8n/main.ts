import { installN8n } from './installN8n';
import { chosenN8nVersion } from './versions';

/** `npm run n8n:install -- <version> …`: installs these versions of n8n at the same time; without any, the usual one. */
async function main(asked: string[]): Promise<void> {
	const versions = (asked.length === 0 ? [undefined] : asked).map((version) => chosenN8nVersion(version));
	const installed = await Promise.all(versions.map(async (version) => await installN8n(version, console.log)));
	for (const { version } of installed) console.log(`n8n ${version} is installed.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
