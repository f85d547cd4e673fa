import { z } from 'zod';

/** One line of the table that compares the node with others. */
const resultSchema = z.object({
	work: z.string(),
	measured: z.string(),
	compared: z.string().default(''),
	toReach: z.string().default(''),
	/** Undefined where nothing is to be reached. */
	reached: z.boolean().optional(),
});

/** One line of the table that says what an import takes. */
const importSchema = z.object({
	situation: z.string(),
	pollyBot: z.string(),
	/** HTTP Request as it is when it is dragged onto the canvas. */
	httpDefault: z.string(),
	/** HTTP Request, paced so that it stays within the rate limit. */
	httpBatched: z.string(),
	/** Answers with 429, in the order of the columns. */
	refused: z.string(),
});

const barSchema = z.object({
	label: z.string(),
	/** Milliseconds. */
	value: z.number(),
	own: z.boolean(),
});

/** What a section found out. */
export const findingsSchema = z.object({
	results: z.array(resultSchema).default([]),
	imports: z.array(importSchema).default([]),
	bars: z.array(barSchema).default([]),
});

export type Result = z.infer<typeof resultSchema>;
export type Import = z.infer<typeof importSchema>;
export type Bar = z.infer<typeof barSchema>;
export type Findings = z.infer<typeof findingsSchema>;
/** Findings as a section writes them: what it has nothing for is left out. */
export type SectionFindings = z.input<typeof findingsSchema>;
