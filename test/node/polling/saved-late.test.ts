import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { propertyRuns } from '~/test/propertyRuns';
import { activatePolling } from '../n8nCore';
import { polledSandbox } from './polledSandbox';

/**
 * What n8n's scheduler does with static data. What a poll remembers is saved after it has ended, one after the other; never
 * if n8n drops what it told. A poll is given what was last saved when it was prepared: others may have ended meanwhile.
 */
class Scheduler {
	readonly started: unknown[] = [];
	private saved: object[] = [{}];
	private unsaved: object[] = [];
	/** The place of what was saved when a workflow was published: publishing it once more begins with this, or later. */
	private published = 0;

	constructor(private readonly node: Parameters<typeof activatePolling>[0]) {}

	/** @param age how many times something was saved since the poll was prepared */
	async poll({ fate, age = 0, budget = SCHEDULED }: Poll): Promise<void> {
		const last = this.saved.length - 1;
		const given = this.saved[Math.max(last - age, budget === PUBLISHING ? this.published : 0)] ?? {};
		const trigger = await activatePolling(this.node, given, budget);
		const items = (await trigger.poll()) ?? [];
		if (fate === 'dropped') return;
		this.started.push(...items.map(({ name }) => name));
		if (!isDeepStrictEqual(trigger.stored(), given)) this.unsaved.push(trigger.stored());
		if (fate === 'saved' || budget === PUBLISHING) this.save();
		if (budget === PUBLISHING) this.published = this.saved.length - 1;
	}

	save(): void {
		this.saved.push(...this.unsaved);
		this.unsaved = [];
	}

	/** Polls that were prepared before have ended. */
	settle(): void {
		this.save();
		this.saved = this.saved.slice(-1);
		this.published = 0;
	}
}

/** What n8n gives a poll, in milliseconds: its scheduler, and n8n itself while it publishes a workflow. */
const SCHEDULED = 36_000;
const PUBLISHING = 300_000;

interface Poll {
	readonly fate: Fate;
	readonly age?: number;
	readonly budget?: number;
}

const FATES = ['saved', 'saved late', 'dropped'] as const;
type Fate = (typeof FATES)[number];

describe('a poll that begins before n8n has saved what the last one remembers', () => {
	const { add, polling, pass } = polledSandbox('1.0');

	it('tells nothing twice, and what n8n dropped comes later', async () => {
		const poll = fc.record({
			fate: fc.constantFrom(...FATES),
			age: fc.nat(2),
			budget: fc.constantFrom(SCHEDULED, SCHEDULED, PUBLISHING),
		});
		const step = fc.oneof(poll, poll, fc.constantFrom('lead' as const, 'lead' as const, 'settle' as const));
		const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
			const scheduler = new Scheduler(polling());
			await scheduler.poll({ fate: 'saved' });
			scheduler.settle();
			const names: string[] = [];
			const saved = { fate: 'saved' } as const;
			for (const what of [...steps, 'settle', saved, 'settle', saved] as const) {
				pass(what === 'settle' ? 31_000 : 500);
				if (what === 'lead') names.push(add(`Lead${randomUUID()}`).name);
				else if (what === 'settle') scheduler.settle();
				else await scheduler.poll(what);
			}
			expect(scheduler.started.sort()).toEqual(names.sort());
		});
		await fc.assert(property, { numRuns: propertyRuns(60) });
	});
});

describe('a poll whose notes n8n saves only if it starts the workflow', () => {
	const { add, polling, pass, told } = polledSandbox('1.0');

	it.each(['', '={{ $now }}'])('starts it without items when it is the first one, Start From %j', async (startFrom) => {
		const first = await activatePolling(polling({ startFrom }), {}, SCHEDULED);
		expect(await first.poll()).toEqual([]);
		pass();
		add('Ann');
		pass();
		const next = await activatePolling(polling({ startFrom }), first.stored(), SCHEDULED);
		expect(await told(next)).toEqual(['Ann created']);
		expect(await next.poll()).toBeNull();
	});
});
