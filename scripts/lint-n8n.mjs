/**
 * n8n's own gate: the configuration of its community package scanner, inline exceptions off, over what is published.
 * Without an argument it lints the sources; with the path of an unpacked tarball it lints all that is in there. Stricter
 * than the scanner itself, warnings count.
 */
import path from 'node:path';
import { createRequire } from 'node:module';
import { buildScanConfig, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';

// The scanner's own ESLint: its rules are made for that version.
const { ESLint } = createRequire(import.meta.resolve('@n8n/scan-community-package/scanner/scanner.mjs'))('eslint');

const [unpacked] = process.argv.slice(2);
const eslint = new ESLint({
	cwd: path.resolve(unpacked ?? '.'),
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: await buildScanConfig(),
});
const results = await eslint.lintFiles(unpacked ? ['**/*.{js,ts,json}'] : SOURCE_FILE_PATTERNS);
const formatter = await eslint.loadFormatter('stylish');
console.log(await formatter.format(results));
console.log(`n8n's rules: ${results.length} files linted`);
if (results.some(({ errorCount, warningCount }) => errorCount + warningCount > 0)) process.exitCode = 1;
