const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { default: NodeEnvironment } = require('jest-environment-node');

/** The storages that have been used since the last file of tests ended. */
const used = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function runAndRemember(...args) {
	used.add(this);
	return Reflect.apply(run, this, args);
};

/** The packages' files that this process has compiled, by their names. */
const compiled = new Map();
const { compileFunction } = vm;

/** Jest compiles a file anew for each file of tests that loads it: n8n's engine takes most of a second. Here once. */
vm.compileFunction = function compileOnce(code, parameters, options) {
	const { filename, parsingContext } = options;
	if (!filename.includes('/node_modules/')) return compileFunction(code, parameters, options);
	const script = compiled.get(filename) ?? new vm.Script(`(function (${parameters.join()}) {${code}\n})`, { filename });
	compiled.set(filename, script);
	return script.runInContext(parsingContext);
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
