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
const LONGEST = 15;

/**
 * Only the files that have tests of a mutant: Jest would load all the others too, to skip their tests. Of these, the ones that
 * noticed its neighbours, or have most to do with it, in the least time, come first: a mutant is tried until a test notices it.
 */
module.exports = class LikeliestFirst extends Sequencer {
	constructor(options) {
		super(options);
		this.wanted = wantedTests(options.globalConfig);
	}

	sort(tests) {
		const near = noticedNear();
		// The share of a file's tests that run the mutant: a file about the mutated code has a large one.
		const share = ({ path }) => {
			const { names } = known.get(path) ?? {};
			return this.wanted && names ? names.filter((name) => this.wanted.has(name)).length / names.length : 1;
		};
		const worth = (test) =>
			((near.get(test.path) ?? 0) + share(test) ** 2 / 10) / ((known.get(test.path)?.seconds ?? 1) + 1);
		const likeliest = tests.filter((test) => share(test) > 0).sort((one, other) => worth(other) - worth(one));
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
