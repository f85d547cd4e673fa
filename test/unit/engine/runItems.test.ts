import type { Outcome } from '~/nodes/PollyBot/engine/outcome';
import { runItems, type Work } from '~/nodes/PollyBot/engine/runItems';

const done = (item: number): Outcome => ({ output: 'Created', json: { item } });
const failure = (message: string) => ({ failure: { message } });

/** Work on numbered items; `log` tells which were performed, in their order. */
function work(changes: Partial<Work<number>>): { log: number[]; work: Work<number> } {
	const log: number[] = [];
	return {
		log,
		work: {
			count: 4,
			prepare: (item) => ({ job: item }),
			perform: (job) => {
				log.push(job);
				return Promise.resolve(done(job));
			},
			stopOnFailure: false,
			...changes,
		},
	};
}

test('every item has exactly one outcome, at its own index', async () => {
	const { work: all } = work({});
	expect(await runItems(all)).toEqual({ outcomes: [0, 1, 2, 3].map(done) });
	expect(await runItems({ ...all, count: 0 })).toEqual({ outcomes: [] });
});

describe('when the run continues', () => {
	test('refused, failed and throwing items are outcomes like the others', async () => {
		const { outcomes } = await runItems(
			work({
				prepare: (item) => (item === 0 ? failure('refused') : { job: item }),
				perform: async (job) => {
					if (job === 1) throw new Error('a bug');
					return await Promise.resolve(job === 2 ? failure('failed') : done(job));
				},
			}).work,
		);
		expect(outcomes).toEqual([failure('refused'), failure('a bug'), failure('failed'), done(3)]);
	});
});

describe('when the first failure stops the run', () => {
	test('a refused item stops it before any is performed', async () => {
		const { log, work: stopping } = work({
			stopOnFailure: true,
			prepare: (item) => (item >= 2 ? failure(`no ${item}`) : { job: item }),
		});
		expect(await runItems(stopping)).toEqual({ stopped: { item: 2, failure: { message: 'no 2' } }, outcomes: [] });
		expect(log).toEqual([]);
	});

	test('no item is performed after one that failed, and those before are told', async () => {
		const log: number[] = [];
		const { work: stopping } = work({
			stopOnFailure: true,
			perform: (job) => {
				log.push(job);
				return Promise.resolve(job === 1 ? failure('full') : done(job));
			},
		});
		expect(await runItems(stopping)).toEqual({
			stopped: { item: 1, failure: { message: 'full' } },
			outcomes: [done(0)],
		});
		expect(log).toEqual([0, 1]);
	});
});

test('after a cancel no item is performed', async () => {
	const cancel = new AbortController();
	const log: number[] = [];
	const { work: cancelled } = work({
		signal: cancel.signal,
		perform: (job) => {
			log.push(job);
			if (job === 1) cancel.abort();
			return Promise.resolve(done(job));
		},
	});
	const { outcomes } = await runItems(cancelled);
	expect(log).toEqual([0, 1]);
	expect(outcomes.map((outcome) => outcome.failure?.code)).toEqual([undefined, undefined, 'CANCELLED', 'CANCELLED']);
});
