import type { Clock } from '~/nodes/PollyBot/run/clock';

/** A clock whose time does not pass by itself: whenever everything waits, it jumps to the next moment that something waits for. */
export interface VirtualClock extends Clock {
	/** Runs work whose waits are all on this clock. Rejects when the work waits for nothing that the clock could bring. */
	run<T>(work: Promise<T>): Promise<T>;
}

export function virtualClock(start = 1_800_000_000_000): VirtualClock {
	let time = start;
	let order = 0;
	const timers = new Map<number, { at: number; wake: () => void }>();

	const sleep = async (ms: number, signal: AbortSignal) => {
		if (signal.aborted || ms <= 0) return;
		const key = (order += 1);
		await new Promise<void>((resolve) => {
			const wake = () => {
				timers.delete(key);
				signal.removeEventListener('abort', wake);
				resolve();
			};
			timers.set(key, { at: time + ms, wake });
			signal.addEventListener('abort', wake, { once: true });
		});
	};

	/** Lets everything happen that can happen without time passing. */
	const settle = async () => {
		await new Promise((resolve) => setImmediate(resolve));
	};

	return {
		now: () => time,
		idle: () => time,
		sleep,
		async run(work) {
			const state = { ended: false };
			const end = work.finally(() => {
				state.ended = true;
			});
			end.catch(() => undefined);
			await settle();
			while (!state.ended) {
				const next = [...timers.values()].sort((one, other) => one.at - other.at)[0];
				if (!next) throw new Error('Everything waits, and nothing will happen');
				time = next.at;
				next.wake();
				await settle();
			}
			return await end;
		},
	};
}
