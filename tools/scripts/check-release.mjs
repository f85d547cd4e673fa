/**
 * `node tools/scripts/check-release.mjs TAG OWNER/REPOSITORY`: whether what is checked out may be published as that version
 * from that repository. npm refuses a provenance statement of another repository, and a version can be published once only.
 */
import { readFileSync } from 'node:fs';

const [tag, repository] = process.argv.slice(2);
const { version, author, repository: own } = JSON.parse(readFileSync('package.json', 'utf8'));
const problems = [];
if (tag !== version) problems.push(`The tag is ${tag}, package.json says ${version}.`);
if (!String(own.url).endsWith(`github.com/${repository}.git`)) {
	problems.push(`package.json names ${own.url} as its repository, and this is ${repository}.`);
}
if (author.email.endsWith('@example.com')) problems.push(`The author's address, ${author.email}, is a placeholder.`);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
