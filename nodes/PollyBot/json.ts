/** The JSON of one item. */
export type Json = Readonly<Record<string, unknown>>;
