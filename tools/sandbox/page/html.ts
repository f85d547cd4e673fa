/** Text that is safe as HTML. */
export class Html {
	constructor(readonly source: string) {}
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A template in which every value is escaped, but for what is Html already. */
export function markup(strings: TemplateStringsArray, ...values: Array<string | number | Html | Html[]>): Html {
	const parts = values.map((value, index) => `${escaped(value)}${strings[index + 1] ?? ''}`);
	return new Html(`${strings[0] ?? ''}${parts.join('')}`);
}

function escaped(value: string | number | Html | Html[]): string {
	if (Array.isArray(value)) return value.map(({ source }) => source).join('');
	if (value instanceof Html) return value.source;
	return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
