const Environment = require('../environment.js');

/** Once a test has failed, the others of its file are skipped: the mutant is found out. */
module.exports = class UntilFailure extends Environment {
	handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure' || name === 'hook_failure') this.hasFailed = true;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
	}
};
