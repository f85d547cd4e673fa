const { default: circus } = require('jest-circus/runner');
const { createEmptyTestResult } = require('@jest/test-result');

/** The runs in which a test has failed. */
const finished = new WeakSet();

/**
 * Jest's own runner, but for one thing: after the first file with a failed test the others are skipped, because the
 * mutant is found out. Stryker cannot have Jest's `bail`. It wants a runner whose path holds the words "jest-circus".
 */
module.exports = async function runUntilFailure(globalConfig, config, environment, runtime, testPath, ...rest) {
	if (finished.has(globalConfig)) return skippedFile(testPath);
	const result = await circus(globalConfig, config, environment, runtime, testPath, ...rest);
	if (result.numFailingTests > 0 || result.testExecError) finished.add(globalConfig);
	return result;
};

/** Jest takes a file without any test for a mistake. */
function skippedFile(testFilePath) {
	const test = { ancestorTitles: [], title: 'skipped', fullName: 'skipped', status: 'pending', failureMessages: [] };
	return { ...createEmptyTestResult(), testFilePath, numPendingTests: 1, testResults: [test] };
}
