/**
 * How many cases a property is tried with: as many as it asks for, or at most `PROPERTY_RUNS`, which mutation testing sets.
 * `PROPERTY_SEARCH` asks for another number, such as thousands: with it, give Jest a `--testTimeout`.
 */
export function propertyRuns(wanted: number): number {
	const { PROPERTY_RUNS = Infinity, PROPERTY_SEARCH } = process.env;
	return Number(PROPERTY_SEARCH ?? Math.min(wanted, Number(PROPERTY_RUNS)));
}
