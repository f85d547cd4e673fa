import { z } from 'zod';
import type { Seen } from './seen';

/** What the trigger keeps in n8n's static data. */
const memorySchema = z.object({
	/** What was asked for: an answer to another question is no news. */
	question: z.string(),
	after: z.number(),
	known: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
	total: z.number().optional(),
	/** How the service wants statuses spelled. */
	inCapitals: z.boolean().optional(),
});

export type Memory = z.infer<typeof memorySchema>;

/** What the last poll of the same question left; undefined in the first one. */
export function recall(staticData: object, question: string): (Seen & Pick<Memory, 'inCapitals'>) | undefined {
	const memory = memorySchema.safeParse({ ...staticData });
	return memory.success && memory.data.question === question ? memory.data : undefined;
}

/** To be called only when a poll has succeeded: what fails is asked for again. */
export function remember(staticData: object, memory: Memory): void {
	Object.assign(staticData, memory);
}
