/** The packed package in the real n8n and in a real browser: `npm run test:e2e`. */
module.exports = {
	...require('./jest.config.js'),
	roots: ['<rootDir>/test/e2e'],
	maxWorkers: 1,
	testTimeout: 120_000,
	globalSetup: '<rootDir>/test/e2e/setup.ts',
	globalTeardown: '<rootDir>/test/e2e/teardown.ts',
};
