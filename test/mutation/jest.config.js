const unitsAndNode = require('../../jest.config.js');

process.env.PROPERTY_RUNS = '100';

const TESTS = {
	// What concerns files of the repository and the machine is about no code of the package.
	unit: { roots: ['<rootDir>/test/unit'], testPathIgnorePatterns: ['/test/unit/(repository|deploy|n8n)/'] },
	// The hostile servers take a minute, and each mutant that survives would take it.
	node: { roots: ['<rootDir>/test/node'], testPathIgnorePatterns: ['/test/node/hostile/'] },
};

/** What mutants are run against: the units, or with MUTATION_TESTS=node the built node in n8n's engine. */
module.exports = {
	...unitsAndNode,
	...TESTS[process.env.MUTATION_TESTS ?? 'unit'],
	rootDir: '../..',
	testTimeout: 10_000,
	testEnvironment: require.resolve('./environment.js'),
	testRunner: require.resolve('./jest-circus-until-failure.js'),
	testSequencer: require.resolve('./likeliestFirst.js'),
	moduleNameMapper: { ...unitsAndNode.moduleNameMapper, '^fast-check$': require.resolve('./fastCheck.js') },
};
