import { installN8n } from './installN8n';
import { chosenN8nVersion } from './versions';

/** `npm run n8n:install -- <version> …`: installs these versions of n8n; without any, the usual one. */
async function main(asked: string[]): Promise<void> {
	const versions = (asked.length === 0 ? [undefined] : asked).map((version) => chosenN8nVersion(version));
	// One after the other: most packages of the second are in the store by then.
	for (const version of versions) {
		await installN8n(version, console.log);
		console.log(`n8n ${version} is installed.`);
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
