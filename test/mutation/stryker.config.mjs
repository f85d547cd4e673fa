const tests = process.env.MUTATION_TESTS ?? 'unit';
const results = `.build/mutation/${tests}`;

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: [
		'nodes/PollyBot/{engine,leads,api,trigger,polling,errors,actions}/**/*.ts',
		// Its source is an expression that n8n evaluates, where a mutant cannot be switched on.
		'!nodes/PollyBot/run/declaredOutputs.ts',
	],
	testRunner: 'jest',
	// The tests that a mutant concerns are known from what each test runs: the built node is not among a file's imports.
	jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	// A mutant in what is made while a file is loaded would need all tests, each loaded anew.
	ignoreStatic: true,
	// The node's tests run what is in dist/: all mutants are built into it once, and one is switched on at a time.
	buildCommand: 'npm run build',
	ignorePatterns: ['.n8n', '.build', 'dist', 'deploy', '*.tgz'],
	incremental: true,
	incrementalFile: `${results}/incremental.json`,
	tempDirName: `${results}/sandbox`,
	reporters: ['progress-append-only', 'html', 'json'],
	htmlReporter: { fileName: `${results}/report.html` },
	jsonReporter: { fileName: `${results}/report.json` },
	// A test that hangs shall fail by itself, after 10 seconds: a worker that is ended has to load everything again.
	timeoutMS: 20_000,
	concurrency: 2,
};
