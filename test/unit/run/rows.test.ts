import type { Outcome, Finished } from '~/nodes/PollyBot/run/operation';
import { fail, ok } from '~/nodes/PollyBot/result';
import { performWork, type Work } from './work';
import type { Failure } from '~/nodes/PollyBot/messages/failure';

const done = (item: number): Outcome => ({ success: { output: 'Created', items: [{ item }] } });
const failed = (message: string): { failure: Failure } => ({ failure: { message } });
const invalid = (message: string) => fail<Failure>({ message });
const repeat: Outcome = { success: { output: 'Duplicate', items: [{}] } };
const repeated: Outcome = { ...repeat, repeated: true };

/** Work on numbered items; `log` tells which were performed, in their order. */
function work(changes: Partial<Work> = {}): { log: number[]; work: Work } {
	const log: number[] = [];
	const halt = new AbortController();
	return {
		log,
		work: {
			count: 4,
			concurrency: 1,
			prepare: (item) => ok(item),
			keyOf: () => undefined,
			placeOf: () => undefined,
			repeat: () => repeat,
			unsent: () => ({ deferred: true }),
			recall: () => undefined,
			stopOnFailure: false,
			signal: halt.signal,
			halt: () => {
				halt.abort();
			},
			during: async (work) => {
				await work();
			},
			...changes,
			perform: (job) => {
				log.push(job);
				return changes.perform ? changes.perform(job) : Promise.resolve(done(job));
			},
		},
	};
}

it('every item has exactly one outcome, at its own index, whatever the concurrency', async () => {
	for (const concurrency of [1, 3, 100]) {
		const slowest = work({
			concurrency,
			perform: async (job) => {
				await new Promise((resolve) => setTimeout(resolve, 10 - job));
				return done(job);
			},
		});
		expect(await performWork(slowest.work)).toEqual({ outcomes: [0, 1, 2, 3].map(done) });
	}
	expect(await performWork(work({ count: 0 }).work)).toEqual({ outcomes: [] });
});

it('no more items are under way at the same time than the concurrency allows', async () => {
	let now = 0;
	let most = 0;
	const perform = async (job: number) => {
		most = Math.max(most, (now += 1));
		await new Promise((resolve) => setTimeout(resolve, 1));
		now -= 1;
		return done(job);
	};
	await performWork(work({ count: 20, concurrency: 3, perform }).work);
	expect(most).toBe(3);
});

describe('when the execution continues', () => {
	it('rejected, failed, limited and throwing items are outcomes like the others', async () => {
		const { outcomes } = await performWork(
			work({
				count: 5,
				prepare: (item) => (item === 0 ? invalid('refused') : ok(item)),
				perform: async (job) => {
					if (job === 1) throw new Error('a bug');
					if (job === 3) return { blocked: 'limited' };
					return await Promise.resolve(job === 2 ? failed('failed') : done(job));
				},
			}).work,
		);
		const fault = failed(
			'A fault inside the PollyBot node stopped this row; its data is not to blame. Check in PollyBot whether it was carried out. Please report the fault.',
		);
		expect(outcomes).toMatchObject([failed('refused'), fault, failed('failed'), { deferred: true }, done(4)]);
	});
});

describe('when the first failure stops the execution', () => {
	it('a rejected item stops it before any is performed', async () => {
		const { log, work: stopping } = work({
			stopOnFailure: true,
			prepare: (item) => (item >= 2 ? invalid(`no ${item}`) : ok(item)),
		});
		expect(await performWork(stopping)).toMatchObject({ stopped: { item: 2, failure: { message: 'no 2' } } });
		expect(log).toEqual([]);
	});

	it('no item is performed after one that failed, and those before are told', async () => {
		const { log, work: stopping } = work({
			stopOnFailure: true,
			perform: (job) => Promise.resolve(job === 1 ? failed('full') : done(job)),
		});
		expect(await performWork(stopping)).toEqual({
			stopped: { item: 1, failure: { message: 'full' } },
			outcomes: [done(0), failed('full')],
		});
		expect(log).toEqual([0, 1]);
	});

	it('items under way are finished, and the lowest failing one is told', async () => {
		const wait = [20, 15, 5, 1];
		const { log, work: stopping } = work({
			count: 10,
			concurrency: 4,
			stopOnFailure: true,
			perform: async (job) => {
				await new Promise((resolve) => setTimeout(resolve, wait[job]));
				return job === 1 || job === 3 ? failed(`no ${job}`) : done(job);
			},
		});
		expect(await performWork(stopping)).toEqual({
			stopped: { item: 1, failure: { message: 'no 1' } },
			outcomes: [done(0), failed('no 1'), done(2), failed('no 3')],
		});
		expect(log).toEqual([0, 1, 2, 3]);
	});
});

it('what ended the execution is told, not what its end did to a lower item', async () => {
	const { work: stopping } = work({
		concurrency: 2,
		stopOnFailure: true,
		perform: async (job) => {
			if (job > 0) return failed('plan expired');
			await new Promise((resolve) => setTimeout(resolve, 20));
			return { ...failed('unconfirmed'), halted: true };
		},
	});
	expect(await performWork(stopping)).toMatchObject({ stopped: { item: 1, failure: { message: 'plan expired' } } });
});

describe('items with the same key', () => {
	const keyOf = () => 'same';

	it('are performed once', async () => {
		const { log, work: same } = work({ count: 50, concurrency: 10, keyOf });
		expect((await performWork(same)).outcomes).toEqual([done(0), ...new Array<Outcome>(49).fill(repeated)]);
		expect(log).toEqual([0]);
	});

	it('if the first fails, the next is tried', async () => {
		const { log, work: same } = work({
			concurrency: 10,
			keyOf,
			perform: (job) => Promise.resolve(job < 2 ? failed('no') : done(job)),
		});
		expect((await performWork(same)).outcomes).toEqual([failed('no'), failed('no'), done(2), repeated]);
		expect(log).toEqual([0, 1, 2]);
	});

	it('at several places are performed once at each, one after the other, and share the fate of their place', async () => {
		const places = ['a', 'b', 'b', 'a', 'c', 'c'];
		const { log, work: spread } = work({
			count: places.length,
			concurrency: 10,
			keyOf,
			placeOf: (job) => places[job],
			repeat: (_, { item }) => done(item),
			perform: (job) => Promise.resolve(job === 4 ? { ...failed('taken'), shared: true } : done(job)),
		});
		const again = (item: number) => ({ ...done(item), repeated: true });
		const taken = { ...failed('taken'), shared: true };
		expect((await performWork(spread)).outcomes).toEqual([
			done(0),
			done(1),
			again(1),
			again(0),
			taken,
			{ ...taken, repeated: true },
		]);
		expect(log).toEqual([0, 1, 4]);
	});

	it('share its deferral', async () => {
		const { log, work: same } = work({ keyOf, perform: () => Promise.resolve({ blocked: 'limited' }) });
		expect((await performWork(same)).outcomes).toMatchObject(new Array<Outcome>(4).fill({ deferred: true }));
		expect(log).toEqual([0]);
	});

	it('fail alike, unperformed, when the failure of the first is theirs too', async () => {
		const shared = { ...failed('taken'), shared: true };
		const { log, work: same } = work({ concurrency: 10, keyOf, perform: () => Promise.resolve(shared) });
		expect(
			(await performWork(same)).outcomes.map(({ failure, repeated: isRepeat }) => [failure?.message, isRepeat]),
		).toEqual([['taken', undefined], ...Array.from({ length: 3 }, () => ['taken', true])]);
		expect(log).toEqual([0]);
	});

	it('are performed one after the other where each is to be performed', async () => {
		let underWay = 0;
		const { log, work: same } = work({
			concurrency: 10,
			keyOf,
			repeat: () => undefined,
			perform: async (job) => {
				expect((underWay += 1)).toBe(1);
				await new Promise((resolve) => setTimeout(resolve, 1));
				underWay -= 1;
				return done(job);
			},
		});
		expect((await performWork(same)).outcomes).toEqual([0, 1, 2, 3].map(done));
		expect(log).toEqual([0, 1, 2, 3]);
	});
});

describe('an item that an earlier try finished', () => {
	const finished = (item: number): Finished => ({
		outcome: { success: { output: 'Created', items: [{ item }] } },
		key: 'a',
	});
	const prepare = (item: number) => {
		if (item === 1) throw new Error('This expression works no more');
		return ok(item);
	};

	it.each([true, false])('is neither prepared nor performed again (stop on failure: %s)', async (stopOnFailure) => {
		const recall = (item: number) => (item === 2 ? undefined : finished(item));
		const { log, work: again } = work({ recall, prepare, stopOnFailure });
		expect((await performWork(again)).outcomes).toEqual([0, 1, 2, 3].map(done));
		expect(log).toEqual([2]);
	});

	it('is repeated by a later one with its key, as in the first try', async () => {
		const recall = (item: number) => (item === 1 ? finished(1) : undefined);
		const { log, work: again } = work({ recall, prepare, keyOf: (job) => (job === 3 ? 'a' : undefined) });
		expect((await performWork(again)).outcomes).toEqual([done(0), done(1), done(2), repeated]);
		expect(log).toEqual([0, 2]);
	});
});

it.each([true, false])('after a cancel no item is performed (stop on failure: %s)', async (stopOnFailure) => {
	const halt = new AbortController();
	const { log, work: cancelled } = work({
		stopOnFailure,
		signal: halt.signal,
		perform: (job) => {
			if (job === 1) halt.abort();
			return Promise.resolve(done(job));
		},
	});
	const { outcomes, stopped } = await performWork(cancelled);
	expect(log).toEqual([0, 1]);
	if (stopOnFailure) expect(stopped).toMatchObject({ item: 2, failure: { code: 'CANCELLED' } });
	else expect(outcomes.map(({ failure }) => failure?.code)).toEqual([undefined, undefined, 'CANCELLED', 'CANCELLED']);
});

it('in stop mode, an item that another failure ended is not the one that is named', async () => {
	const halted: Outcome = { ...failed('ended'), halted: true };
	const outcomes = [done(0), halted, failed('no'), done(3)];
	const perform = async (job: number) => await Promise.resolve(outcomes[job] ?? done(job));
	const { work: all } = work({ stopOnFailure: true, perform, halt: () => undefined });
	expect(await performWork(all)).toMatchObject({ stopped: { item: 2, failure: { message: 'no' } } });
	const { work: only } = work({
		stopOnFailure: true,
		perform: async (job) => await Promise.resolve(job === 1 ? halted : done(job)),
		halt: () => undefined,
	});
	expect(await performWork(only)).toMatchObject({ stopped: { item: 1, failure: { message: 'ended' } } });
});
