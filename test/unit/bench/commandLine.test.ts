import { readCommandLine } from '~/tools/bench/commandLine';

const KNOWN = ['speed', 'https', 'memory'];

describe('the command line of the benchmark', () => {
	it('runs all sections unless told otherwise', () => {
		expect(readCommandLine([], KNOWN)).toEqual({ isQuick: false, write: false, names: KNOWN });
	});

	it('runs those that --only names, in the order of the list', () => {
		const { names } = readCommandLine(['--only', 'memory', '--only', 'speed', '--quick'], KNOWN);
		expect(names).toEqual(['speed', 'memory']);
	});

	it('names the sections that there are when it does not know one', () => {
		expect(() => readCommandLine(['--only', 'speeed'], KNOWN)).toThrow('speed, https, memory');
	});
});
