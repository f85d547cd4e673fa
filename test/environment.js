const { AsyncLocalStorage } = require('node:async_hooks');
const { default: NodeEnvironment } = require('jest-environment-node');

/** The storages that have been used since the last file of tests ended. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function runAndRemember(...args) {
	used.add(this);
	return Reflect.apply(run, this, args);
};

/**
 * Jest's own environment. Each file of tests leaves a storage of Jest's behind, and before Node 24 each one that is not
 * disabled slows down every promise of the files after it.
 */
module.exports = class Environment extends NodeEnvironment {
	async teardown() {
		await super.teardown();
		for (const storage of used) storage.disable();
		used.clear();
	}
};
