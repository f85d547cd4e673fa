import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The page that says how to install the package by hand. */
const PAGE = 'docs/self-hosting.md';

/** Where else an installation may be described. */
const DOCUMENTS = ['README.md', 'docs/*.md', 'deploy', '.github'];

/** `npm install` at the beginning of a line or of code in a sentence, up to its end: not where prose speaks of it. */
const INSTALLATION = /(?<=^\s*|`|&& )npm (?:install|i) [^`\n]+/gm;

/**
 * Does what the documents say about installing by hand, in a folder such as n8n's own, and returns a sentence for
 * whatever is wrong with it: only our package may come, because n8n brings the others.
 *
 * @param repository where the documents are
 * @param tarball what `npm pack` made
 * @param folder an empty folder
 * @param name the package's name
 */
export function installByHand(repository, tarball, folder, name) {
	const documents = execFileSync('git', ['ls-files', ...DOCUMENTS], { cwd: repository, encoding: 'utf8' })
		.trim()
		.split('\n');
	const told = installationsIn(repository, PAGE).find((command) => command.endsWith(' <file>'));
	if (told === undefined) return [`${PAGE} does not say how to install a <file>`];
	return [
		...documents.flatMap((document) =>
			installationsIn(repository, document)
				.filter((command) => !command.includes(' --legacy-peer-deps '))
				.map((command) => `"${command}" in ${document} would install n8n-workflow, too`),
		),
		...problemsOf(told, tarball, folder, name),
	];
}

function problemsOf(told, tarball, folder, name) {
	const [command, ...parts] = told.split(' ');
	// n8n makes one in its folder, and npm stays where one is.
	writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
	try {
		const options = parts.map((part) => (part === '<file>' ? tarball : part));
		execFileSync(command, options, { cwd: folder, env: bareEnvironment(folder), stdio: 'pipe' });
	} catch (error) {
		return [`"${told}" fails without a network:\n${error.stderr}`];
	}
	const lock = JSON.parse(readFileSync(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8'));
	const installed = Object.keys(lock.packages).map((location) => location.replace('node_modules/', ''));
	if (installed.join() === name) return [];
	return [`"${told}" installs ${installed.join(', ') || 'nothing'}, not ${name} alone`];
}

/** npm as on a fresh machine: no settings of the one who runs this, nothing in its cache, no network. */
function bareEnvironment(folder) {
	const inherited = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key));
	return {
		...Object.fromEntries(inherited),
		npm_config_offline: 'true',
		npm_config_update_notifier: 'false',
		npm_config_cache: path.join(folder, '.cache'),
		npm_config_userconfig: path.join(folder, 'no-user-settings'),
		npm_config_globalconfig: path.join(folder, 'no-global-settings'),
	};
}

function installationsIn(repository, document) {
	const found = readFileSync(path.join(repository, document), 'utf8').match(INSTALLATION) ?? [];
	return found.map((command) => command.trim());
}
