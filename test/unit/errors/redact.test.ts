import { redact } from '~/nodes/PollyBot/errors/redact';

const key = 'sk-workspace_test1';

it('names the item as a person counts', () => {
	expect(redact({ message: 'No.' }, 2, key).message).toBe('No. [Item 3]');
});

it('repeats the secret nowhere', () => {
	const shown = redact(
		{ message: `Bearer ${key}`, description: `${key}${key}`, value: { echo: [key] }, code: 'NETWORK', httpStatus: 400 },
		0,
		key,
	);
	expect(JSON.stringify(shown)).not.toContain(key);
	expect(shown).toMatchObject({ code: 'NETWORK', httpStatus: 400, message: 'Bearer *** [Item 1]' });
});

it('shortens a huge value, and leaves numbers what they are', () => {
	expect(String(redact({ message: '', value: 'x'.repeat(1_000_000) }, 0, key).value)).toHaveLength(501);
	expect(redact({ message: '', value: 5 }, 0, key).value).toBe(5);
	expect(redact({ message: '', value: ['a'] }, 0, key).value).toBe('["a"]');
	expect(redact({ message: '' }, 0, key).value).toBeUndefined();
	expect(redact({ message: '', value: { big: 10n } }, 0, key).value).toBe('[object Object]');
});

it('hides the secret before it cuts: half of it is left nowhere', () => {
	const { value } = redact({ message: '', value: `${'x'.repeat(490)}${key}` }, 0, key);
	expect(value).toBe(`${'x'.repeat(490)}***`);
});

it('shortens a message that quotes a megabyte', () => {
	expect(redact({ message: 'x'.repeat(1_000_000) }, 0, key).message.length).toBeLessThan(2000);
});
