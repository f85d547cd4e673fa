const { default: circus } = require('jest-circus/runner');
const { createEmptyTestResult } = require('@jest/test-result');
const wantedTests = require('./wantedTests.js');

/** The runs of Jest in which a test has failed. */
const finished = new WeakSet();

/** The tests of a block and of those in it, with their full names. */
function* testsIn({ children }, names = []) {
	for (const child of children) {
		const path = [...names, child.name];
		if (child.type === 'test') yield [child, path.join(' ')];
		else yield* testsIn(child, path);
	}
}

/**
 * Jest's own runner, which skips all that follows the first failed test, in its file and in the others: the mutant is found
 * out. Stryker cannot have Jest's `bail`, and wants a runner whose path contains "jest-circus".
 */
module.exports = async function runUntilFailure(globalConfig, config, environment, runtime, testFilePath, ...rest) {
	if (finished.has(globalConfig)) {
		// Jest takes a file without any test for a mistake.
		const test = { ancestorTitles: [], title: 'skipped', fullName: 'skipped', status: 'pending', failureMessages: [] };
		return { ...createEmptyTestResult(), testFilePath, numPendingTests: 1, testResults: [test] };
	}
	const wanted = wantedTests(globalConfig);
	const handle = environment.handleTestEvent?.bind(environment);
	environment.handleTestEvent = async (event, state) => {
		if (event.name === 'run_start' && wanted) {
			for (const [test, name] of testsIn(state.rootDescribeBlock)) if (!wanted.has(name)) test.mode = 'skip';
		}
		if (/^(test_fn|hook)_failure$/.test(event.name)) finished.add(globalConfig);
		if (event.name === 'test_start' && finished.has(globalConfig)) event.test.mode = 'skip';
		await handle?.(event, state);
	};
	const result = await circus(
		{ ...globalConfig, testNamePattern: undefined },
		config,
		environment,
		runtime,
		testFilePath,
		...rest,
	);
	if (result.testExecError) finished.add(globalConfig);
	return result;
};
