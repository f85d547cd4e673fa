/** Units, the node, the sandbox, the fast demo: `npm test`. Those in the real n8n: test/n8n.jest.config.js. */
module.exports = {
	roots: ['<rootDir>/test/unit', '<rootDir>/test/node', '<rootDir>/test/sandbox', '<rootDir>/test/demo'],
	testEnvironment: '<rootDir>/test/environment.js',
	// Much of a test's time is waiting for a server: a core that jest would leave free by itself is used too.
	maxWorkers: '100%',
	// Machines are noisy: a test that hangs shall fail, a slow one shall not.
	testTimeout: 60_000,
	setupFilesAfterEnv: ['<rootDir>/test/secondTry.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json', diagnostics: false }] },
	moduleNameMapper: { '^~/(.*)$': '<rootDir>/$1' },
};
