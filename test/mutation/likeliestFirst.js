const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');
const wantedTests = require('./wantedTests.js');

// In Stryker's copy of the repository, for its other worker and for the next one: a mutant that hangs ends its worker.
const [knownFile, noticedFile] = ['known.json', 'noticed.txt'].map((name) => join(__dirname, name));

/** Of each file of tests: its tests' names, and the seconds that it takes. */
const known = new Map(existsSync(knownFile) ? JSON.parse(readFileSync(knownFile, 'utf8')) : []);

/** Which mutant is switched on. Their numbers go through the code from its beginning to its end. */
const mutant = () => Number(process.env.__STRYKER_ACTIVE_MUTANT__);

/** By a file of tests: how many mutants it was the first to notice, each the less the farther it is from this one. */
function noticedNear() {
	const lines = existsSync(noticedFile) ? readFileSync(noticedFile, 'utf8').split('\n') : [];
	const near = new Map();
	for (const [other, path] of lines.map((line) => line.split('\t'))) {
		near.set(path, (near.get(path) ?? 0) + 1 / (1 + Math.abs(Number(other) - mutant())));
	}
	return near;
}

/** How long a mutant is tried, in seconds of tests: what no test has noticed by then counts as unnoticed. */
const LONGEST = 12;

/**
 * Only the files that have tests of a mutant: Jest would load all the others too, to skip their tests. Of these, the ones that
 * notice the most mutants in the least time come first: a mutant is tried until a test notices it.
 */
module.exports = class LikeliestFirst extends Sequencer {
	constructor(options) {
		super(options);
		this.wanted = wantedTests(options.globalConfig);
	}

	sort(tests) {
		const isConcerned = ({ path }) =>
			!this.wanted || (known.get(path)?.names.some((name) => this.wanted.has(name)) ?? true);
		const near = noticedNear();
		const worth = ({ path }) => ((near.get(path) ?? 0) + 0.01) / ((known.get(path)?.seconds ?? 1) + 0.2);
		const likeliest = tests.filter(isConcerned).sort((one, other) => worth(other) - worth(one));
		let seconds = 0;
		return likeliest.filter(({ path }) => {
			const isInTime = seconds < LONGEST || !this.wanted;
			seconds += known.get(path)?.seconds ?? 1;
			return isInTime;
		});
	}

	cacheResults(_tests, { testResults }) {
		for (const { testFilePath, perfStats, numFailingTests, testExecError, testResults: all } of testResults) {
			const { names, seconds = 1 } = known.get(testFilePath) ?? {};
			const found = names ?? all.map(({ fullName }) => fullName);
			const isNoticed = numFailingTests > 0 || testExecError !== undefined;
			// A file that was left out tells nothing, and one that has failed took less time than it does.
			if (found.length === 0 || found[0] === 'skipped') continue;
			const took = isNoticed || !perfStats?.runtime ? seconds : perfStats.runtime / 1000;
			known.set(testFilePath, { names: found, seconds: took });
			if (isNoticed && this.wanted) appendFileSync(noticedFile, `${mutant()}\t${testFilePath}\n`);
		}
		if (!this.wanted) writeFileSync(knownFile, JSON.stringify([...known]));
	}
};
