/**
 * Reads n8n's stored form of an execution ("flatted"): a JSON array whose first entry is the whole, and where every
 * string inside an object or a list is the index of what belongs there.
 * @see https://github.com/WebReflection/flatted
 */
export function parseFlatted(text: string): unknown {
	const entries: unknown = JSON.parse(text);
	if (!Array.isArray(entries)) throw new Error('Not the flatted form: a JSON array was expected.');
	const revived = new Map<number, unknown>();

	const revive = (index: number): unknown => {
		if (revived.has(index)) return revived.get(index);
		const entry: unknown = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		const container: unknown[] | Record<string, unknown> = Array.isArray(entry) ? [] : {};
		// Known before its content: an object may contain itself.
		revived.set(index, container);
		for (const [key, value] of Object.entries(entry)) {
			Object.defineProperty(container, key, {
				value: typeof value === 'string' ? revive(Number(value)) : value,
				enumerable: true,
				writable: true,
				configurable: true,
			});
		}
		return container;
	};
	return revive(0);
}
