/**
 * The packed package in the real n8n and in a real browser: `npm run test:e2e`. With N8N_VERSION=1.123.81 in that n8n,
 * without the files named *editor.test.ts, which use the browser: the editor that people see is 2.x's.
 */
const withBrowser = !process.env.N8N_VERSION?.trim().startsWith('1.');

module.exports = {
	...require('../../jest.config.js'),
	rootDir: '../..',
	roots: ['<rootDir>/test/e2e'],
	testPathIgnorePatterns: ['/node_modules/', ...(withBrowser ? [] : ['editor\\.test\\.ts$'])],
	maxWorkers: 1,
	testTimeout: 120_000,
	globalSetup: '<rootDir>/test/e2e/support/setup.ts',
	globalTeardown: '<rootDir>/test/e2e/support/teardown.ts',
};
