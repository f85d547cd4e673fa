/**
 * What CHANGELOG.md says of a version, without its heading: `node tools/scripts/changelog-section.mjs 1.0.0`. Fails when it
 * says nothing, so that no version is released without.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export function changelogSection(changelog, version) {
	const [, ...sections] = changelog.split(/^## /m);
	const section = sections.find((text) => text.split(/\s/, 1)[0] === version);
	return section?.slice(section.indexOf('\n')).trim() ?? '';
}

const [script, version] = process.argv.slice(1);
if (path.resolve(script) === fileURLToPath(import.meta.url)) {
	const section = changelogSection(readFileSync('CHANGELOG.md', 'utf8'), version);
	if (section === '') {
		console.error(`CHANGELOG.md has no text under "## ${version}": write it before the release.`);
		process.exitCode = 1;
	} else {
		console.log(section);
	}
}
