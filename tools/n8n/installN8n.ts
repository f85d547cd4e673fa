import { delimiter, dirname, join } from 'node:path';

import { nodeForN8n, type NodeForN8n } from './nodeForN8n';
import { installOnce } from './packageFolder';
import { missingRequirements } from './requirements';
import { runStep } from './step';
import { N8N_FOLDER, type N8nVersion, sourceFolder } from './versions';

/** Fails if what was compiled does not load. */
const LOAD_COMPILED = "require('./package.json').pnpm.onlyBuiltDependencies.forEach((name) => require(name))";

/** An n8n that is ready to be started. */
export interface Installation {
	version: N8nVersion;
	/** The Node binary to run it with. */
	node: string;
	/** n8n's command line script. */
	n8n: string;
}

/**
 * Installs an n8n version into `.n8n/<version>`, once: about 3 minutes and 3 GB, and little more for a second version.
 * Throws an Error that says what to do.
 */
export async function installN8n(version: N8nVersion, say: (line: string) => void): Promise<Installation> {
	const node = await nodeForN8n(version, say);
	const folder = join(N8N_FOLDER, version);
	const run = { command: node.binary, args: ['-e', LOAD_COMPILED], cwd: folder, env: process.env };
	await installOnce(
		{
			title: `n8n ${version}`,
			source: sourceFolder(version),
			folder,
			builtFor: node.abi,
			node: node.binary,
			env: compilerSettings(node),
			prepare: async () => {
				await checkMachine(version, folder);
				say(`n8n ${version} is installed once into .n8n/${version} (about 3 minutes, 3 GB).`);
			},
			verify: async (log) => {
				await runStep({ ...run, title: `n8n ${version}: loading what was compiled`, log }, say);
			},
		},
		say,
	);
	return { version, node: node.binary, n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function checkMachine(version: N8nVersion, folder: string): Promise<void> {
	const problems = await missingRequirements(folder);
	if (problems.length === 0) return;
	throw new Error(`n8n ${version} cannot be installed yet:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
}

/** What is compiled is compiled by, and for, the Node that runs it. */
function compilerSettings({ binary, headers }: NodeForN8n): NodeJS.ProcessEnv {
	const PATH = [dirname(binary), process.env.PATH].join(delimiter);
	// At -O3, compiling SQLite takes half as long again.
	return { PATH, CFLAGS: '-O1', ...(headers !== undefined && { npm_config_nodedir: headers }) };
}
