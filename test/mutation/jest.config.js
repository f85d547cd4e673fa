const unitsAndNode = require('../../jest.config.js');

/** What mutants are run against: the units, or with MUTATION_TESTS=node the built node in n8n's engine. */
const tests = process.env.MUTATION_TESTS ?? 'unit';

process.env.PROPERTY_RUNS = tests === 'unit' ? '100' : '20';

module.exports = {
	...unitsAndNode,
	rootDir: '../..',
	roots: [`<rootDir>/test/${tests}`],
	// Stryker does not know <rootDir>.
	testEnvironment: require.resolve('./environment.js'),
	// Files of the repository, the machine and the sources say nothing of what the package does; hostile servers and large rows
	// take each survivor a minute.
	testPathIgnorePatterns: [
		'/test/unit/(repository|deploy|docs|n8n|bench|soak)/',
		'/test/unit/(messages/style|lead/linear)',
		'/test/node/hostile-servers',
	],
	testTimeout: tests === 'unit' ? 10_000 : 30_000,
	setupFilesAfterEnv: tests === 'node' ? [require.resolve('./loadFirst.ts')] : [],
	testRunner: require.resolve('./jest-circus-until-failure.js'),
	testSequencer: require.resolve('./likeliestFirst.js'),
	moduleNameMapper: { ...unitsAndNode.moduleNameMapper, '^fast-check$': require.resolve('./fastCheck.js') },
};
