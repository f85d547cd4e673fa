import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { propertyRuns } from '~/test/propertyRuns';
import { activatePolling } from '../n8nCore';
import { polledSandbox } from './polledSandbox';

/** What it gives a poll, in milliseconds. */
const BUDGET = 36_000;

/**
 * What n8n's scheduler does with static data: each poll is given what was last saved. What it remembers is saved after it
 * has ended, when the workflow is started; never if n8n drops what it told.
 */
class Scheduler {
	readonly started: unknown[] = [];
	private saved: object = {};
	private unsaved: object | undefined;

	constructor(private readonly node: Parameters<typeof activatePolling>[0]) {}

	async poll(fate: Fate): Promise<void> {
		const trigger = await activatePolling(this.node, this.saved, BUDGET);
		const items = (await trigger.poll()) ?? [];
		if (fate === 'dropped') return;
		this.started.push(...items.map(({ name }) => name));
		if (!isDeepStrictEqual(trigger.stored(), this.saved)) this.unsaved = trigger.stored();
		if (fate === 'saved') this.save();
	}

	save(): void {
		this.saved = this.unsaved ?? this.saved;
	}
}

const FATES = ['saved', 'saved late', 'dropped'] as const;
type Fate = (typeof FATES)[number];

describe('a poll that begins before n8n has saved what the last one remembers', () => {
	const { add, polling, pass } = polledSandbox('1.0');

	it('tells nothing twice, and what n8n dropped comes later', async () => {
		const step = fc.constantFrom(...FATES, ...FATES, 'lead', 'lead', 'save');
		const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
			const scheduler = new Scheduler(polling());
			await scheduler.poll('saved');
			const names: string[] = [];
			for (const what of [...steps, 'save', 'saved', 'save', 'saved'] as const) {
				pass(what === 'save' ? 11_000 : 500);
				if (what === 'lead') names.push(add(`Lead${randomUUID()}`).name);
				else if (what === 'save') scheduler.save();
				else await scheduler.poll(what);
			}
			expect(scheduler.started.sort()).toEqual(names.sort());
		});
		await fc.assert(property, { numRuns: propertyRuns(60) });
	});
});
