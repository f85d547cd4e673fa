import fc from 'fast-check';
import { hideInBody, hideSecret } from '~/nodes/PollyBot/pollybot/connection';

const key = 'sk-workspace_test0Ab+/="\\%&9';

const escaped = (text: string) => Array.from(text, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('');
const percent = (text: string) => Array.from(text, (c) => `%${c.charCodeAt(0).toString(16)}`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** How servers and proxies repeat the header of a request. */
const ECHOES: ReadonlyArray<readonly [string, (key: string) => string]> = [
	['as it is', (text) => text],
	['behind Bearer', (text) => `Bearer ${text}`],
	['in capitals', (text) => text.toUpperCase()],
	['in small letters', (text) => text.toLowerCase()],
	['URL-encoded', encodeURIComponent],
	['URL-encoded, each character', percent],
	['as JSON', (text) => JSON.stringify(text)],
	['as JSON of PHP', (text) => JSON.stringify(text).replaceAll('/', '\\/')],
	['as JSON of ASCII', escaped],
	['in base64', base64],
	['in base64, behind Bearer', (text) => base64(`Bearer ${text}`)],
	['in base64, behind a name', (text) => base64(`ab:${text}`)],
	['in base64 for URLs', (text) => Buffer.from(`?>${text}?>`).toString('base64url')],
];

it.each(ECHOES)('a key is hidden that is repeated %s', (_, echo) => {
	const shown = hideSecret(`before ${echo(key)} after ${echo(key)}`, key);
	expect(shown.match(/\*\*\*/g)).toHaveLength(2);
	// Of base64 the characters at the edges stay, which depend on what stands beside the key.
	expect(shown.length).toBeLessThan(45);
});

it('of any key, repeated anywhere in a response, nothing is left, and JSON stays JSON', () => {
	const keys = fc.string({
		unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
		minLength: 8,
	});
	const echoes = fc.constantFrom(...ECHOES.slice(0, 4).map(([, echo]) => echo));
	fc.assert(
		fc.property(keys, fc.array(fc.tuple(fc.string(), echoes, fc.string())), (secret, parts) => {
			const whole = parts.map(([before, echo, after]) => before + echo(secret) + after);
			const body = JSON.stringify({ error: JSON.stringify(whole), [whole.join('')]: { __proto__: null, whole } });
			const shown = JSON.stringify(JSON.parse(hideInBody(body, secret))).toLowerCase();
			for (const text of [secret, JSON.stringify(secret).slice(1, -1)]) expect(shown).not.toContain(text.toLowerCase());
		}),
	);
});

it('a response that is not JSON, or is nested too deeply, has no key either', () => {
	for (const body of [`<p>${key}</p>`, '{"a":'.repeat(50_000) + JSON.stringify(key)]) {
		expect(hideInBody(body, key)).not.toContain('workspace');
	}
});

it('a response without the key stays as it is, to the last digit and space', () => {
	const body = ' {"id": 12345678901234567890, "__proto__": 1} ';
	expect(hideInBody(body, key)).toBe(body);
	expect(hideInBody('{"__proto__":"sk-workspace_test"}', 'sk-workspace_test')).toBe('{"__proto__":"***"}');
});

it('a text without the key stays as it is', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			fc.pre(!text.includes('sk-workspace'));
			expect(hideSecret(text, key)).toBe(text);
		}),
	);
	expect(hideSecret('a 1234567', '1234567')).toBe('a 1234567');
});

it('a megabyte that nearly is the key takes no time', () => {
	for (const unit of ['\\', key.slice(0, -1), 's', '%', '\\u0073', base64(key).slice(0, -6)]) {
		const text = unit.repeat(Math.ceil(4_000_000 / unit.length));
		expect(hideSecret(text, key)).toBe(text);
	}
});
