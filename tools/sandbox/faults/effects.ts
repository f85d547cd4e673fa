import { z } from 'zod';

const status = z.number().int().min(200).max(599);
const part = z.enum(['headers', 'body']);

/** What a fault does to one request. Unless it says otherwise, the request is carried out first. */
export const effectSchema = z.discriminatedUnion('kind', [
	/** The answer is held back; with `part: 'body'` the headers go out immediately, and only the body is late. */
	z.object({ kind: z.literal('latency'), ms: z.number().min(0), part: z.literal('body').optional() }),
	/** Only with `after`, the request is carried out first. Without a body: the error envelope for that status. */
	z.object({
		kind: z.literal('status'),
		status,
		body: z.unknown(),
		headers: z.record(z.string()).optional(),
		after: z.boolean().optional(),
	}),
	/** The connection is destroyed, before or after the request is carried out. */
	z.object({ kind: z.literal('drop'), when: z.enum(['before', 'after']) }),
	/** A login page, as a proxy in front of the service would answer. Not carried out. */
	z.object({ kind: z.literal('html'), status: status.optional() }),
	/** Not carried out. */
	z.object({ kind: z.literal('redirect'), status: status.optional(), location: z.string() }),
	/** The connection is closed after half of the body, or `at` the end of the headers. */
	z.object({ kind: z.literal('cut'), at: z.enum(['headers', 'half']).optional() }),
	/** An answer without a body. Only with `after`, the request is carried out first. */
	z.object({ kind: z.literal('empty'), status: status.optional(), after: z.boolean().optional() }),
	/** The record without `{success, data}` around it, as a newer service may answer. */
	z.object({ kind: z.literal('bare') }),
	/** Silence, with the connection left open: from the start, after the headers, or after half of the body. */
	z.object({ kind: z.literal('stall'), at: z.enum(['start', 'headers', 'half']) }),
	/** For ever, every `everyMs`: one more character of a header, or, after the headers, one space. */
	z.object({ kind: z.literal('drip'), part, everyMs: z.number().min(1) }),
	/**
	 * As fast as the client reads: header lines for ever, or spaces before the JSON of the body, for ever or as many
	 * `bytes` as given. With `gzip` these spaces travel as about a thousandth of their size.
	 */
	z.object({
		kind: z.literal('flood'),
		part,
		bytes: z.number().int().min(1).optional(),
		gzip: z.boolean().optional(),
	}),
	/** Every page of a list says that there is another one: with the first page's leads, or with new ones each time. */
	z.object({ kind: z.literal('pages'), leads: z.enum(['same', 'new']) }),
	/** The service's response, altered. */
	z.object({
		kind: z.literal('altered'),
		/** Merged into the JSON of the body as RFC 7396 says: null removes a key, a list replaces what was there. */
		patch: z.unknown(),
		headers: z.record(z.string()).optional(),
		/** Text before the body, such as a BOM. */
		before: z.string().optional(),
		/** How many times the body is sent, one after the other. */
		repeat: z.number().int().min(2).optional(),
		/** The characters of the body as bytes of Latin-1, whatever the headers say. */
		charset: z.literal('latin1').optional(),
		/** The body compressed; `cut` leaves out the second half of the compressed bytes, and the headers agree. */
		gzip: z.enum(['whole', 'cut']).optional(),
		/** Added to the Content-Length: below 0 it promises too little, above 0 the rest never comes. */
		lengthOff: z.number().int().optional(),
		/** The statuses of interim responses before the answer. */
		interim: z.array(z.union([z.literal(100), z.literal(103)])).optional(),
	}),
]);

export type FaultEffect = z.infer<typeof effectSchema>;
export type EffectOf<Kind extends FaultEffect['kind']> = Extract<FaultEffect, { kind: Kind }>;
