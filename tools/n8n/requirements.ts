import { statfs } from 'node:fs/promises';
import execa from 'execa';

const GIGABYTE = 1024 ** 3;
const DISK_SPACE_NEEDED = 4 * GIGABYTE;

/**
 * What is missing on this machine for an installation of n8n into `folder`, one sentence each, with what to do.
 * Empty when all is there. Checked before the download, which takes minutes.
 */
export async function missingRequirements(folder: string): Promise<string[]> {
	const checks = await Promise.all([diskSpace(folder), npm(), make(), compiler(), python()]);
	return [platform(), ...checks].filter((problem) => problem !== undefined);
}

function platform(): string | undefined {
	if (process.platform === 'linux' || process.platform === 'darwin') return undefined;
	return `n8n is not run on ${process.platform} here: use Linux or macOS, on Windows the Windows Subsystem for Linux (wsl --install).`;
}

async function diskSpace(folder: string): Promise<string | undefined> {
	const { bavail, bsize } = await statfs(folder);
	const free = bavail * bsize;
	if (free >= DISK_SPACE_NEEDED) return undefined;
	return `n8n needs 4 GB of disk space, and ${folder} has ${(free / GIGABYTE).toFixed(1)} GB left: free some space.`;
}

async function npm(): Promise<string | undefined> {
	if (await answers('npm', '--version')) return undefined;
	return 'npm is not found: it comes with Node.js (https://nodejs.org); on Debian: apt-get install -y npm.';
}

async function make(): Promise<string | undefined> {
	if (await answers('make', '--version')) return undefined;
	return `make is not found, and n8n's sqlite3 and isolated-vm are compiled here. ${howToGetTools('make')}`;
}

async function compiler(): Promise<string | undefined> {
	const names = ['g++', 'c++', 'clang++', ...(process.env.CXX === undefined ? [] : [process.env.CXX])];
	const found = await Promise.all(names.map((name) => answers(name, '--version')));
	if (found.includes(true)) return undefined;
	return `No C++ compiler is found, and n8n's sqlite3 and isolated-vm are compiled here. ${howToGetTools('g++')}`;
}

async function python(): Promise<string | undefined> {
	if (await answers('python3', '--version')) return undefined;
	return `python3 is not found, and node-gyp, which compiles n8n's sqlite3 and isolated-vm, needs it. ${howToGetTools('python3')}`;
}

function howToGetTools(debianPackage: string): string {
	if (process.platform === 'darwin') return 'Install the command line tools: xcode-select --install';
	return `Install it, on Debian or Ubuntu: sudo apt-get install -y ${debianPackage} (all that is needed: g++ make python3).`;
}

/** Whether a command is there. */
export async function answers(command: string, flag: string): Promise<boolean> {
	const { failed } = await execa(command, [flag], { reject: false });
	return !failed;
}
