import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** What a run is told by its environment. */
const environment = z.object({
	/** For how long rows are sent and things go wrong; the rows that are then still under way take some minutes more. */
	SOAK_MINUTES: z.coerce.number().min(1).default(60),
	SOAK_ROWS: z.coerce.number().int().min(1).default(100_000),
	/** Of rows, faults and what happens to the processes; by chance if absent. */
	SOAK_SEED: z.coerce.number().int().min(0).optional(),
	/** 1: the report goes into docs/queue-mode.md. */
	SOAK_WRITE: z.string().optional(),
});

export interface SoakSettings {
	minutes: number;
	rows: number;
	seed: number;
	write: boolean;
}

export function readSettings(): SoakSettings {
	const { SOAK_MINUTES, SOAK_ROWS, SOAK_SEED, SOAK_WRITE } = environment.parse(process.env);
	return {
		minutes: SOAK_MINUTES,
		rows: SOAK_ROWS,
		seed: SOAK_SEED ?? randomInt(2 ** 31),
		write: SOAK_WRITE === '1',
	};
}
