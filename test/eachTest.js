/** Prints each test as it ends. Jest's own reporter prints a file when it has ended, which takes minutes in the real n8n. */
module.exports = class {
	onTestCaseResult(_, { fullName, status, duration }) {
		process.stderr.write(`${status}: ${fullName} (${Math.round((duration ?? 0) / 1000)} s)\n`);
	}
};
