let last = {};

/**
 * The full names of the tests that Stryker wants, or undefined for all. It names them in a regular expression,
 * `(one)|(another)`, which is too large for V8 where a thousand tests run a mutant.
 */
module.exports = function wantedTests({ testNamePattern: pattern }) {
	if (!pattern) return undefined;
	if (last.pattern !== pattern) {
		const names = pattern.slice(1, -1).split(')|(');
		last = { pattern, names: new Set(names.map((name) => name.replace(/\\(.)/gs, '$1'))) };
	}
	return last.names;
};
