import type { INodeParameters } from 'n8n-workflow';
import type { ProfileName, StoredLead } from '~/tools/sandbox';
import type { LeadSeed } from '~/tools/sandbox/api/lead';
import { activatePolling, type ActivePolling } from '../n8nCore';
import { sandboxed, type Sandboxed } from '../sandboxed';

export const MINUTE = 60_000;

/** How far the service's clock is from this machine's. */
const AWAY = 5 * 60 * MINUTE;

/** A sandbox, whose clock the test sets, and polling triggers that ask it. */
export interface PolledSandbox extends Sandboxed {
	/** The service's time: milliseconds since 1970. */
	readonly now: () => number;
	readonly pass: (ms?: number) => void;
	readonly add: (name: string, more?: Partial<LeadSeed>) => StoredLead;
	/** Adds as many leads with one time. */
	readonly addMany: (count: number, time?: number, name?: string) => void;
	/** A change at the service's time. */
	readonly change: (id: string, more?: object) => StoredLead;
	/** How statuses are spelled is found out by asking, against the contract. */
	readonly polling: (parameters?: INodeParameters, outsideContract?: boolean) => Parameters<typeof activatePolling>[0];
	/** A trigger that has polled once. */
	readonly begin: (parameters?: INodeParameters, outsideContract?: boolean) => Promise<ActivePolling>;
	/** Polls, and gives name and event of each item. */
	readonly told: (trigger: ActivePolling) => Promise<string[]>;
	/** Polls, and gives the number of requests. */
	readonly costOf: (trigger: ActivePolling) => Promise<number>;
}

/** As `sandboxed`, with two chatbots and a clock that only passes when the test says so. */
export function polledSandbox(profile: ProfileName): PolledSandbox {
	const chatbotIds = ['cb_1234567890abcdef', 'cb_other'];
	const fixture = sandboxed({ profile, chatbotIds, clockOffsetMs: AWAY });
	const { sandbox, node } = fixture;
	let now: number;
	const setClock = (time: number) => {
		now = time;
		jest.setSystemTime(now - AWAY);
	};
	beforeEach(() => {
		// Only the date is made up: timers are real, and it passes with them.
		jest.useFakeTimers({ advanceTimers: true, doNotFake: REAL });
		setClock(Date.UTC(2031, 0, 1));
	});
	afterEach(() => {
		jest.useRealTimers();
	});
	const iso = (time = now) => new Date(time).toISOString();
	const add: PolledSandbox['add'] = (name, more = {}) => {
		const email = `${name.toLowerCase()}@example.com`;
		return sandbox().addLead({ name, email, createdAt: iso(), updatedAt: iso(), ...more });
	};
	const polling: PolledSandbox['polling'] = (parameters = {}, outsideContract = 'filters' in parameters) => ({
		...node(parameters, { outsideContract }),
		nodeName: 'pollyBotPollingTrigger',
	});
	return {
		...fixture,
		now: () => now,
		pass: (ms = MINUTE) => {
			setClock(now + ms);
		},
		add,
		addMany: (count, time, name = 'Bulk') => {
			const at = { createdAt: iso(time), updatedAt: iso(time) };
			for (let index = 0; index < count; index += 1) add(`${name}${index}`, at);
		},
		change: (id, more = {}) => {
			const lead = sandbox()
				.leads()
				.find((one) => one.id === id);
			sandbox().removeLead(id);
			return sandbox().addLead({ ...lead, name: lead?.name ?? '', ...more, id, updatedAt: iso() });
		},
		polling,
		begin: async (parameters, outsideContract) => {
			const trigger = await activatePolling(polling(parameters, outsideContract));
			expect(await trigger.poll()).toBeNull();
			return trigger;
		},
		told: async (trigger) => {
			const items = ((await trigger.poll()) ?? []) as Array<Record<'name' | 'event', string>>;
			return items.map(({ name, event }) => `${name} ${event}`);
		},
		costOf: async (trigger) => {
			const before = sandbox().requests.length;
			await trigger.poll();
			return sandbox().requests.length - before;
		},
	};
}

const REAL: FakeableAPI[] = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
];
type FakeableAPI = NonNullable<
	Extract<Parameters<typeof jest.useFakeTimers>[0], { doNotFake?: unknown }>['doNotFake']
>[number];
