/** Loaded into a process by `--require`: it can connect to nothing but this machine, and each attempt is written to stderr. */
const { Socket } = require('node:net');

const THIS_MACHINE = [undefined, 'localhost', '127.0.0.1', '::1'];
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...args) {
	// Node's own callers pass what they were given as one list.
	const [target, hostOfPort] = Array.isArray(args[0]) ? args[0] : args;
	const isPort = typeof target === 'number' || typeof target === 'string';
	const host = isPort ? hostOfPort : target.host;
	if (typeof host === 'function' || THIS_MACHINE.includes(host)) return connect.apply(this, args);
	console.error(`A connection to ${host} was refused`);
	throw new Error(`No connection to ${host} from here`);
};
