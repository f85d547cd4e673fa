/** How many cases a property is tried with: as many as it asks for, or at most `PROPERTY_RUNS`, which mutation testing sets. */
export function propertyRuns(wanted: number): number {
	return Math.min(wanted, Number(process.env.PROPERTY_RUNS ?? Infinity));
}
