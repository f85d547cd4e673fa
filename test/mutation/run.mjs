/**
 * `npm run test:mutation [-- files or folders]`: changes the code in thousands of small ways, one at a time, and counts how
 * many of them the tests notice. First by the units alone, then, for what they did not notice, by the node in n8n's engine.
 * Results are kept: what has not changed since is not tried again. Exits with 1 below the figures to reach.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** The share of mutants to be noticed in a room, in percent. */
const TO_REACH = { run: 90, lead: 90, pollybot: 90, webhook: 90, all: 80 };

/** What is mutated. The source of declaredOutputs.ts is an expression of n8n, where a mutant cannot be switched on. */
const ALL = ['nodes/PollyBot/*/**/*.ts', '!nodes/PollyBot/run/declaredOutputs.ts'];

const isUnnoticed = ({ status }) => status === 'Survived' || status === 'NoCoverage';
const isTried = (mutant) => isUnnoticed(mutant) || /^(Killed|Timeout|RuntimeError|CompileError)$/.test(mutant.status);

/** Names a mutant as Stryker wants it: columns from 0, where its results count from 1. */
const rangeOf = ({ fileName, location: { start, end } }) =>
	`${relative('.', fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
const keyOf = (mutant) => `${rangeOf(mutant)} ${mutant.mutatorName} → ${mutant.replacement}`;

async function tryMutants(tests, mutate) {
	process.env.MUTATION_TESTS = tests;
	const folder = `.build/mutation/${tests}`;
	const stryker = new Stryker({
		mutate,
		testRunner: 'jest',
		// The tests that a mutant concerns are known from what each test runs: the built node is not among a file's imports.
		jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
		coverageAnalysis: 'perTest',
		// A mutant in what is made while a file is loaded would need all tests, each loaded anew.
		ignoreStatic: true,
		// The node's tests run what is in dist/: all mutants are built into it once, and one is switched on at a time.
		buildCommand: 'npm run build',
		ignorePatterns: ['.n8n', '.build', 'dist', 'deploy', '*.tgz'],
		incremental: true,
		incrementalFile: `${folder}/incremental.json`,
		tempDirName: `${folder}/sandbox`,
		reporters: ['progress-append-only', 'html'],
		htmlReporter: { fileName: `${folder}/report.html` },
		// A test that hangs shall fail by itself: a worker that is ended has to load everything again.
		timeoutMS: tests === 'unit' ? 20_000 : 45_000,
		concurrency: 2,
		// Of the first execution of all tests: on a busy machine that of the node takes longer than the default of 5.
		dryRunTimeoutMinutes: 20,
	});
	return await stryker.runMutationTest();
}

const places = process.argv.slice(2);
const globs = places.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.ts`));
const byUnits = (await tryMutants('unit', globs.length > 0 ? globs : ALL))
	// Stryker gives the kept results of all files too.
	.filter(({ fileName }) => places.length === 0 || places.some((place) => relative('.', fileName).startsWith(place)));
const left = byUnits.filter(isUnnoticed);
const byNode = left.length === 0 ? [] : await tryMutants('node', [...new Set(left.map(rangeOf))]);
const noticed = new Set(byNode.filter((mutant) => isTried(mutant) && !isUnnoticed(mutant)).map(keyOf));
// The units do not load what is made while the package is loaded: the node's tests tell that it is.
const made = new Set(byNode.filter(({ status }) => status === 'Ignored').map(keyOf));
const isMade = (mutant) => mutant.status === 'NoCoverage' && made.has(keyOf(mutant));
const survivors = left.filter((mutant) => !isMade(mutant) && !noticed.has(keyOf(mutant))).map(keyOf);

await mkdir('.build/mutation', { recursive: true });
await writeFile('.build/mutation/survivors.txt', survivors.map((line) => `${line}\n`).join(''));
const tried = byUnits.filter((mutant) => isTried(mutant) && !isMade(mutant));
const roomOf = ({ fileName }) => relative('nodes/PollyBot', fileName).split('/')[0];
const figures = [...new Set(tried.map(roomOf)), 'all'].map((room) => {
	const mutants = tried.filter((mutant) => room === 'all' || roomOf(mutant) === room);
	const unnoticed = mutants.filter((mutant) => survivors.includes(keyOf(mutant))).length;
	const percent = Number((100 - (100 * unnoticed) / Math.max(1, mutants.length)).toFixed(1));
	return { room, mutants: mutants.length, unnoticed, percent, toReach: TO_REACH[room] };
});
console.table(figures);
console.log('What no test noticed: .build/mutation/survivors.txt; with its code: .build/mutation/*/report.html');
if (figures.some(({ percent, toReach = 0 }) => percent < toReach)) process.exitCode = 1;
