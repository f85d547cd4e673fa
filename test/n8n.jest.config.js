const { join } = require('node:path');

const { testEnvironment, transform, moduleNameMapper } = require('../jest.config.js');

/** The editor that people see is 2.x's, and 1.x has no durable scheduler: with N8N_VERSION=1.123.81 these files are left out. */
const isFirstLine = process.env.N8N_VERSION?.trim().startsWith('1.');

const suite = (name, settings) => ({
	testEnvironment,
	transform,
	moduleNameMapper,
	displayName: name,
	rootDir: join(__dirname, '..'),
	setupFilesAfterEnv: [join(__dirname, 'secondTry.ts')],
	roots: [join(__dirname, name)],
	...settings,
});

const startsN8n = {
	globalSetup: '<rootDir>/test/e2e/support/setup.ts',
	globalTeardown: '<rootDir>/test/e2e/support/teardown.ts',
	testPathIgnorePatterns: isFirstLine ? ['editor\\.test\\.ts$', 'Scheduler\\.test\\.ts$'] : [],
};

/** The packed package in the real n8n, a suite at a time: `--selectProjects e2e`. */
module.exports = {
	maxWorkers: 1,
	testTimeout: 180_000,
	projects: [suite('e2e', startsN8n), suite('pictures', startsN8n), suite('queue'), suite('soak')],
};
