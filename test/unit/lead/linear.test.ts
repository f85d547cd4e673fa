import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readTexts } from '~/nodes/PollyBot/lead/cell';
import { findLoss } from '~/nodes/PollyBot/lead/compare';
import { MappingReport } from '~/nodes/PollyBot/mapping/mappingReport';
import { normalize } from '~/nodes/PollyBot/text';
import { call, compare, mapRow, UNITS, WITH_NAMES, WITH_TEXT } from './places';

/** A text of so many characters. */
const textOf = (unit: string) => (size: number) => unit.repeat(Math.ceil(size / unit.length));
const namesOf = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`);

/** In milliseconds of the processor: where less is measured, the machine is. */
const FLOOR = 1;

/**
 * Whether eight times as much takes less than 30 times as long. What is linear takes about 8 times as long, and what is
 * quadratic 64 times: seconds, at these sizes. A busy machine is slow at times: one of ten is enough.
 */
function isLinear<Made>(make: (size: number) => Made, work: (made: Made) => unknown, size: number): boolean {
	const [small, large] = [make(size), make(8 * size)];
	return Array.from({ length: 10 }).some(() => {
		const time = timeOf(large, work);
		return time < 30 * FLOOR || time < 30 * timeOf(small, work);
	});
}

/** The processor's time, whatever else the machine does. */
function timeOf<Made>(made: Made, work: (made: Made) => unknown): number {
	const before = process.cpuUsage();
	work(made);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

describe('the work that a row makes grows with its size, and no faster', () => {
	it.each(UNITS.map((unit) => [JSON.stringify(unit), unit]))('for a long text of %s', (_, unit) => {
		const slow = Object.entries(WITH_TEXT).filter(([, work]) => !isLinear(textOf(unit), work, 2 ** 12));
		expect(slow.map(([place]) => place)).toEqual([]);
	});

	it.each(Object.entries(WITH_NAMES))('for many %s', (_, work) => {
		expect(isLinear(namesOf, work, 1000)).toBe(true);
	});
});

describe('a row of any size is mapped or rejected', () => {
	it('with a list in quotes of 10 MB', () => {
		expect(readTexts(`"${textOf('a')(1e7)}"`)).toMatchObject({ ok: true });
		expect(readTexts(`"${textOf('""')(1e7)}"`)).toMatchObject({ ok: true });
	});

	it('with 150,000 keys, none of which is stored', () => {
		const metadata = Object.fromEntries(namesOf(150_000).map((name) => [name, 1]));
		expect(findLoss({ metadata }, { metadata: { a: 1 } })?.missing).toHaveLength(150_000);
	});

	it('with parts as deep as JSON can be written', () => {
		const deep = (value: unknown) =>
			textOf('[')(4000)
				.split('')
				.reduce<unknown>((inner) => [inner], value);
		expect(() => compare({ a: deep(1) })).not.toThrow();
		expect(() => mapRow(call({ email: 'ann@example.com', a: deep(1) }))).not.toThrow();
	});
});

it('nothing of a row is kept but a beginning of its headings', () => {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	const heap = () => {
		// V8 keeps the shapes of objects for two collections.
		for (let time = 0; time < 4; time += 1) collect();
		return process.memoryUsage().heapUsed / 1e6;
	};
	const report = new MappingReport();
	const before = heap();
	for (let row = 0; row < 10; row += 1) {
		mapRow(call({ email: 'ann@example.com', [`${row}${textOf('x')(2e6)}`]: 1 }), [], report);
	}
	expect(heap() - before).toBeLessThan(10);
	expect(report.toText()).toContain('xxx');
});

describe('normalize', () => {
	it('leaves a text with more marks on a letter than any language writes', () => {
		const marks = textOf('\u0315\u0300');
		expect(normalize(`a${marks(30)}`, 'NFC')).toBe(`a${marks(30)}`.normalize('NFC'));
		expect(normalize(`a${marks(32)}`, 'NFC')).toBe(`a${marks(32)}`);
	});

	it('knows every character that becomes a mark', () => {
		const unknown: string[] = [];
		for (let code = 0; code <= 0x10ffff; code += 1) {
			const character = String.fromCodePoint(code);
			if (!/^\p{M}/u.test(character.normalize('NFKD'))) continue;
			const text = `a${'\u0315\u0300'.repeat(15)}${character}`;
			if (normalize(text, 'NFKC') !== text) unknown.push(code.toString(16));
		}
		expect(unknown).toEqual([]);
	});
});
