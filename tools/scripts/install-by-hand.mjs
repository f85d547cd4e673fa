import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where an installation may be described. */
const DOCUMENTS = ['README.md', 'docs/*.md', 'deploy', '.github'];

/** `npm install` at the beginning of a line or of code in a sentence, up to its end: not where prose speaks of it. */
const INSTALLATION = /(?<=^\s*|`|&& )npm (?:install|i) [^`\n]+/gm;

/**
 * Does what the documents say about installing by hand, in a folder such as n8n's own, and returns a sentence for
 * whatever is wrong with it: only our package, `name`, may come into the empty `folder`, because n8n brings the others.
 */
export function installByHand(repository, tarball, folder, name) {
	const listed = execFileSync('git', ['ls-files', ...DOCUMENTS], { cwd: repository, encoding: 'utf8' });
	const texts = listed
		.trim()
		.split('\n')
		.map((document) => readFileSync(path.join(repository, document), 'utf8'));
	const commands = texts.flatMap((text) => text.match(INSTALLATION) ?? []).map((command) => command.trim());
	const told = commands.find((command) => command.endsWith(' <file>'));
	if (told === undefined) return ['No document says how to install a <file>'];
	return [
		...commands
			.filter((command) => !command.includes(' --legacy-peer-deps '))
			.map((command) => `"${command}" would install n8n-workflow, too`),
		...problemsOf(told, tarball, folder, name),
	];
}

/** Runs npm as on a fresh machine: no settings of the one who runs this, nothing in its cache, no network. */
function problemsOf(told, tarball, folder, name) {
	const [command, ...parts] = told.replace('<file>', tarball).split(' ');
	const bare = ['--offline', `--cache=${folder}/.cache`, `--userconfig=${folder}/own`, `--globalconfig=${folder}/all`];
	// n8n makes one in its folder, and npm stays where one is.
	writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
	try {
		execFileSync(command, [...parts, ...bare], { cwd: folder, env: { PATH: process.env.PATH }, stdio: 'pipe' });
	} catch (error) {
		return [`"${told}" fails without a network:\n${error.stderr}`];
	}
	const lock = JSON.parse(readFileSync(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8'));
	const installed = Object.keys(lock.packages).map((location) => location.replace('node_modules/', ''));
	return installed.join() === name
		? []
		: [`"${told}" installs ${installed.join(', ') || 'nothing'}, not ${name} alone`];
}
