/** Units and node tests: `npm test`. The end-to-end tests have jest.e2e.config.js. */
module.exports = {
	roots: ['<rootDir>/test/unit', '<rootDir>/test/node', '<rootDir>/test/sandbox'],
	testEnvironment: 'node',
	// Machines are noisy: a test that hangs shall fail, a slow one shall not.
	testTimeout: 30_000,
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json', diagnostics: false }] },
	moduleNameMapper: { '^~/(.*)$': '<rootDir>/$1' },
};
