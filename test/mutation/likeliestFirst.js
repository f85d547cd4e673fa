const { default: Sequencer } = require('@jest/test-sequencer');

/** What is known of a file of tests: the seconds that it takes, and how many mutants it was the first to notice. */
const known = new Map();

const knownOf = (path) => known.get(path) ?? { seconds: 1, noticed: 0 };

/** The files that notice the most mutants in the least time come first: a mutant is tried until a test notices it. */
module.exports = class LikeliestFirst extends Sequencer {
	sort(tests) {
		const worth = ({ path }) => (knownOf(path).noticed + 0.1) / (knownOf(path).seconds + 0.2);
		return [...tests].sort((one, other) => worth(other) - worth(one));
	}

	cacheResults(tests, { testResults }) {
		for (const { testFilePath, perfStats, numFailingTests } of testResults) {
			const { seconds, noticed } = knownOf(testFilePath);
			const hasFailed = numFailingTests > 0;
			// A file that has failed or was left out took less time than it does.
			const took = hasFailed || !perfStats?.runtime ? seconds : perfStats.runtime / 1000;
			known.set(testFilePath, { seconds: took, noticed: noticed + (hasFailed ? 1 : 0) });
		}
	}
};
