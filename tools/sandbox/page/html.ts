/** Text that is safe as HTML. */
export class Html {
	constructor(readonly source: string) {}
}

/** A template in which every value is escaped, but for what is Html already. */
export function markup(strings: TemplateStringsArray, ...values: Array<string | number | Html | Html[]>): Html {
	return new Html(String.raw({ raw: strings }, ...values.map((value) => [value].flat().map(escape).join(''))));
}

function escape(value: string | number | Html): string {
	return value instanceof Html
		? value.source
		: String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
