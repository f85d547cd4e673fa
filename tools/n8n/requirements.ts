import { statfs } from 'node:fs/promises';
import execa from 'execa';

const GIGABYTE = 1024 ** 3;
const DISK_SPACE_NEEDED = 4 * GIGABYTE;

const HOW_TO_GET_TOOLS =
	process.platform === 'darwin'
		? 'Install the command line tools: xcode-select --install'
		: 'Install it, on Debian or Ubuntu: sudo apt-get install -y g++ make python3';

/** One of the commands must be there. */
const TOOLS: ReadonlyArray<readonly [name: string, commands: string[], howToGet: string]> = [
	['npm', ['npm'], 'It comes with Node.js (https://nodejs.org); on Debian: apt-get install -y npm.'],
	['make', ['make'], HOW_TO_GET_TOOLS],
	['A C++ compiler', ['g++', 'c++', 'clang++', process.env.CXX ?? []].flat(), HOW_TO_GET_TOOLS],
	['python3', ['python3'], HOW_TO_GET_TOOLS],
];

/**
 * Lists what is missing on this machine for an installation of n8n into `folder`, one sentence each, with what to do.
 * Checked before the download, which takes minutes.
 */
export async function missingRequirements(folder: string): Promise<string[]> {
	const problems: string[] = [];
	if (process.platform !== 'linux' && process.platform !== 'darwin') {
		problems.push(
			`n8n is not run on ${process.platform} here: use Linux or macOS, on Windows the Windows Subsystem for Linux (wsl --install).`,
		);
	}
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	if (free < DISK_SPACE_NEEDED) {
		const left = (free / GIGABYTE).toFixed(1);
		problems.push(`n8n needs 4 GB of disk space, and ${folder} has ${left} GB left: free some space.`);
	}
	for (const [name, commands, howToGet] of TOOLS) {
		const found = await Promise.all(commands.map((command) => answers(command, '--version')));
		if (!found.includes(true)) {
			problems.push(`${name} is not found, and n8n's sqlite3 and isolated-vm are compiled here. ${howToGet}`);
		}
	}
	return problems;
}

/** Whether a command is there and succeeds. */
export async function answers(command: string, ...args: string[]): Promise<boolean> {
	const { failed } = await execa(command, args, { reject: false });
	return !failed;
}
