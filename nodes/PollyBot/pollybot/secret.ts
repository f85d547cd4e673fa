/** Shorter secrets are not hidden: replacing each of their letters would only make a text unreadable. */
const SHORTEST_SECRET = 8;

/** What stands where a secret was. */
const HIDDEN = '***';

let known: { readonly secret: string; readonly pattern: RegExp } | undefined;

/** A text without the secret, in whatever way a server repeats it: in any case, URL-encoded, escaped as JSON, in base64. */
export function hideSecret(text: string, secret: string): string {
	if (secret.length < SHORTEST_SECRET) return text;
	if (known?.secret !== secret) known = { secret, pattern: patternOf(secret) };
	return text.replace(known.pattern, HIDDEN);
}

/** The body of a response without the secret. JSON stays JSON: the secret goes out of its texts and names. */
export function hideInBody(body: string, secret: string): string {
	const shown = hideSecret(body, secret);
	if (shown === body) return body;
	try {
		return JSON.stringify(JSON.parse(body, (_, value: unknown) => hideInValue(value, secret)));
	} catch {
		return shown;
	}
}

function hideInValue(value: unknown, secret: string): unknown {
	if (typeof value === 'string') return hideSecret(value, secret);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [hideSecret(name, secret), inner]));
}

function patternOf(secret: string): RegExp {
	const texts = [secret, ...[0, 1, 2].map((before) => inBase64(secret, before))];
	return new RegExp(texts.map((text) => Array.from(text, spellings).join('')).join('|'), 'giu');
}

/** The characters of a secret's base64 that are the same whatever stands around it, `before` bytes into a group of three. */
function inBase64(secret: string, before: number): string {
	const bytes = Buffer.from(' '.repeat(before) + secret);
	return bytes.toString('base64').slice(before && before + 1, Math.floor((bytes.length * 8) / 6));
}

const IN_URLS: Readonly<Record<string, string>> = { '+': '-', '/': '_' };

/** How a character may be written: JSON within JSON has three backslashes before a quote, and base64 `-_` for `+/` in URLs. */
function spellings(character: string): string {
	const ways = [character, IN_URLS[character]].flatMap((way) => {
		if (way === undefined) return [];
		const hex = way.charCodeAt(0).toString(16).padStart(2, '0');
		return [`\\\\{0,3}\\u{${hex}}`, `%${hex}`, `\\\\{1,3}u00${hex}`];
	});
	return `(?:${ways.join('|')})`;
}
