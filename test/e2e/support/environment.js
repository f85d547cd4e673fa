const playwright = require('playwright-core');
const Environment = require('../../environment.js');

/** What outlives a file of tests: the browser, and the editor in it, which takes 10 s of a core to open. */
const kept = { playwright };

/** The environment of the tests in the real n8n, which are all in one process. */
module.exports = class extends Environment {
	async setup() {
		await super.setup();
		// Not the object itself: Jest empties what a file of tests leaves behind.
		this.global.keptForAllFiles = () => kept;
	}
};
module.exports.kept = kept;
