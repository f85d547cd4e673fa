import { statfs } from 'node:fs/promises';
import execa from 'execa';

const GIGABYTE = 1024 ** 3;
const GIGABYTES_NEEDED = 4;

const HOW_TO_GET_TOOLS =
	process.platform === 'darwin'
		? 'Install the command line tools: xcode-select --install'
		: 'Install it, on Debian or Ubuntu: sudo apt-get install -y g++ make python3';

/** What sqlite3 is compiled with, and the commands of which one must be there. */
const TOOLS = {
	make: ['make'],
	'A C++ compiler': ['g++', 'c++', 'clang++', process.env.CXX ?? []].flat(),
	python3: ['python3'],
};

/**
 * Lists what is missing on this machine for an installation of n8n into `folder`, one sentence each, with what to do.
 * Checked before the download, which takes minutes.
 */
export async function missingRequirements(folder: string): Promise<string[]> {
	const { bavail, bsize } = await statfs(folder);
	const free = (bavail * bsize) / GIGABYTE;
	const missing: string[] = [];
	for (const [name, commands] of Object.entries(TOOLS)) {
		const found = await Promise.all(commands.map((command) => answers(command, '--version')));
		if (!found.includes(true))
			missing.push(`${name} is not found, and n8n's sqlite3 is compiled here. ${HOW_TO_GET_TOOLS}`);
	}
	return [
		['linux', 'darwin'].includes(process.platform)
			? []
			: `n8n is not run on ${process.platform} here: use Linux or macOS, on Windows the Windows Subsystem for Linux (wsl --install).`,
		free >= GIGABYTES_NEEDED
			? []
			: `n8n needs ${GIGABYTES_NEEDED} GB of disk space, and ${folder} has ${free.toFixed(1)} GB left: free some space.`,
		missing,
	].flat();
}

/** Whether a command is there and succeeds. */
export async function answers(command: string, ...args: string[]): Promise<boolean> {
	const { failed } = await execa(command, args, { reject: false });
	return !failed;
}
