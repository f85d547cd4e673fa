/**
 * n8n's own gate over what is published. Without an argument it looks at the sources, with the path of an unpacked
 * tarball at what is in there, as n8n's community package scanner does before a package is verified: its ESLint, its
 * configuration and its files, so that what passes here passes there. Stricter than the scanner: warnings count, a
 * tarball's declarations and JSON files are linted too, and the sources must also pass the rules of `n8n-node lint`.
 */
import path from 'node:path';
import { createRequire } from 'node:module';
import {
	buildScanConfig,
	findPackageRoot,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { config as nodeCliConfig } from '@n8n/node-cli/eslint';

/** Each tool's own ESLint: its rules are made for that version. */
const eslintOf = (module) => createRequire(import.meta.resolve(module))('eslint').ESLint;
const ScannerESLint = eslintOf('@n8n/scan-community-package/scanner/scanner.mjs');
const NodeCliESLint = eslintOf('@n8n/node-cli/eslint');

const [unpacked] = process.argv.slice(2);
const folder = path.resolve(unpacked ?? '.');
const fail = (message) => {
	console.error(message);
	process.exitCode = 1;
};

async function lint(name, ESLint, overrideConfig, patterns) {
	const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig });
	const results = await eslint.lintFiles(patterns);
	const found = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
	const formatter = await eslint.loadFormatter('stylish');
	if (found > 0) fail(await formatter.format(results));
	console.log(`${name}: ${results.length} files linted, ${found} problems`);
}

if (unpacked) {
	await lint("n8n's scanner, on the package", ScannerESLint, await buildScanConfig(), ['**/*.{js,ts,json}']);
} else {
	if (findPackageRoot(folder, 'n8n-nodes-pollybot') !== folder)
		fail('The scanner takes another folder for this package');
	await lint("n8n's scanner, on the sources", ScannerESLint, await buildScanConfig(), SOURCE_FILE_PATTERNS);
	const sources = ['package.json', '{nodes,credentials}/**/*.ts'];
	await lint("n8n's node-cli, on the sources", NodeCliESLint, nodeCliConfig, sources);
}
