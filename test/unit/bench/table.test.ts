import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Situation } from '~/tools/bench/situation';
import { situations } from '~/tools/bench/situations';
import { firstCell, rowOf, withRow } from '~/tools/bench/table';
import { REPOSITORY } from '~/tools/repository';

const SITUATION: Situation = { name: 'import', work: 'an import', own: jest.fn(), atMost: 0.5 };
const measured = (label: string, time: number) => ({ label, time, requests: 3, rejected: 0 });
const PAGE = '| work | node |\n| --- | --- |\n| an import | 2 s |\n\n<!-- end of table: measured -->\n';

describe('the table in docs/performance.md', () => {
	it('has a row for each situation, and no other row', async () => {
		const page = await readFile(path.join(REPOSITORY, 'docs', 'performance.md'), 'utf8');
		const rows = page
			.split('\n')
			.flatMap((line) => firstCell(line) ?? [])
			.filter((cell) => !/^(work|-+)$/.test(cell));
		expect(rows).toEqual(situations.map(({ work }) => work));
	});

	it.each([
		[1000, 'yes'],
		[3000, '**no**'],
	])('says whether %d ms against 4000 reach a ratio of 0.5', (time, isReached) => {
		const row = rowOf(SITUATION, [measured('PollyBot', time), measured('other', 4000)], '2026-11-30');
		const ratio = (time / 4000).toFixed(2);
		expect(row).toBe(
			`| an import | ${(time / 1000).toFixed(2)} s | other: 4.00 s (ratio ${ratio}) | ratio ≤ 0.5: ${isReached} | 2026-11-30 |`,
		);
	});

	it('shows rejected rows and requests', () => {
		const own = { ...measured('PollyBot', 0), rejected: 1500 };
		const row = rowOf({ ...SITUATION, atMost: undefined, shows: 'requests' }, [own], '');
		expect(row).toBe('| an import | 3 requests, 1,500 rows rejected |  |  |  |');
	});

	it('gets a row instead of the one about the same work', () => {
		expect(withRow(PAGE, '| an import | 1 s |')).toBe(PAGE.replace('2 s', '1 s'));
	});

	it('gets a row about other work at its end', () => {
		expect(withRow(PAGE, '| a poll | 1 s |')).toBe(PAGE.replace('2 s |\n', '2 s |\n| a poll | 1 s |\n'));
	});
});
