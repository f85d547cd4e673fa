const { join } = require('node:path');

const { testEnvironment, transform, moduleNameMapper, setupFilesAfterEnv } = require('../jest.config.js');

const version = process.env.N8N_VERSION?.trim() ?? '';

/** The editor that people see is 2.x's, and 1.x has no durable scheduler: with N8N_VERSION=1.123.81 these files are left out. */
const isFirstLine = version.startsWith('1.');

/** In older versions only these files run, without the tests whose names contain what the version lacks (docs/n8n-versions.md). */
const IN_OLDER = ['**/e2e/{agent,bulk,chat,create,trigger}.test.ts'];
const LACKING = {
	'2.20.12': [],
	'2.0.3': [],
	'1.100.1': ['public-chat-page'],
	'1.85.4': ['public-chat-page', 'is told', 'with continueErrorOutput: finished rows'],
};
const lacking = LACKING[version];

const suite = (name, settings) => ({
	testEnvironment,
	transform,
	moduleNameMapper,
	displayName: name,
	rootDir: join(__dirname, '..'),
	setupFilesAfterEnv,
	roots: [join(__dirname, name)],
	...settings,
});

const startsN8n = {
	testEnvironment: '<rootDir>/test/e2e/support/environment.js',
	globalSetup: '<rootDir>/test/e2e/support/setup.ts',
	globalTeardown: '<rootDir>/test/e2e/support/teardown.ts',
	...(lacking && { testMatch: IN_OLDER }),
	testPathIgnorePatterns: isFirstLine ? ['editor\\.test\\.ts$', 'Scheduler\\.test\\.ts$'] : [],
};

/** The packed package in the real n8n, a suite at a time: `--selectProjects e2e`. */
module.exports = {
	maxWorkers: 1,
	testTimeout: 180_000,
	reporters: ['default', join(__dirname, 'eachTest.js')],
	...(lacking?.length > 0 && { testNamePattern: `^(?!.*(${lacking.join('|')}))` }),
	projects: [suite('e2e', startsN8n), suite('pictures', startsN8n), suite('queue'), suite('soak')],
};
