const { clearTimeout, setTimeout } = require('node:timers');
const Environment = require('../environment.js');

const { AbortController, AbortSignal, DOMException } = globalThis;

/** The timers of signals, which keep what waits for them until they end. */
const timers = new Set();
AbortSignal.timeout = function timeout(ms) {
	const controller = new AbortController();
	const expire = () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
	timers.add(setTimeout(expire, ms).unref());
	return controller.signal;
};

/**
 * Where thousands of files of tests are executed in one process, each one must go when it ends, with the 30 MB that it has
 * loaded: n8n's engine does something every minute, and the node's requests have a time limit.
 */
module.exports = class ShortLived extends Environment {
	constructor(...given) {
		super(...given);
		const { setInterval } = this.global;
		this.global.setInterval = (...call) => {
			const interval = setInterval(...call);
			timers.add(interval);
			return interval;
		};
	}

	async teardown() {
		timers.forEach(clearTimeout);
		timers.clear();
		await super.teardown();
	}
};
