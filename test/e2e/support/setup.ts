// Jest maps no module names here, so these imports are relative.
import { installN8n } from '../../../tools/n8n/installN8n';
import { installPackage } from '../../../tools/n8n/installPackage';
import { createUserFolder, type RunningN8n, startN8n } from '../../../tools/n8n/process';
import { chosenN8nVersion } from '../../../tools/n8n/versions';

let stop: (() => Promise<void>) | undefined;

/** Before all test files: one n8n, of the version that N8N_VERSION names, with the packed package. */
export default async function setup(): Promise<void> {
	const installed = await installN8n(chosenN8nVersion(), console.log);
	const userFolder = await createUserFolder();
	let n8n: RunningN8n | undefined;
	stop = async () => {
		await n8n?.stop();
		await userFolder.remove();
	};
	try {
		await installPackage(userFolder.path);
		n8n = await startN8n(installed, userFolder.path);
	} catch (error) {
		await stop();
		throw error;
	}
	process.env.E2E_N8N_URL = n8n.url;
	process.env.E2E_N8N_LOG = n8n.logFile;
	process.env.E2E_USER_FOLDER = userFolder.path;
}

/** After all test files. */
export async function endN8n(): Promise<void> {
	await stop?.();
}
