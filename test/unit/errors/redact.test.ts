import { showable } from '~/nodes/PollyBot/errors/redact';

const key = 'sk-workspace_test1';

it('names the item as a person counts', () => {
	expect(showable({ message: 'No.' }, 2, key).message).toBe('Item 3: No.');
});

it('repeats the secret nowhere', () => {
	const shown = showable(
		{ message: `Bearer ${key}`, description: `${key}${key}`, value: { echo: [key] }, code: 'X', httpStatus: 400 },
		0,
		key,
	);
	expect(JSON.stringify(shown)).not.toContain(key);
	expect(shown).toMatchObject({ code: 'X', httpStatus: 400, message: 'Item 1: Bearer ***' });
});

it('shortens a huge value, and leaves numbers what they are', () => {
	expect(String(showable({ message: '', value: 'x'.repeat(1_000_000) }, 0, key).value)).toHaveLength(501);
	expect(showable({ message: '', value: 5 }, 0, key).value).toBe(5);
	expect(showable({ message: '', value: ['a'] }, 0, key).value).toBe('["a"]');
	expect(showable({ message: '' }, 0, key).value).toBeUndefined();
	expect(showable({ message: '', value: { big: 10n } }, 0, key).value).toBe('[object Object]');
});

it('hides the secret before it cuts: half of it is left nowhere', () => {
	const { value } = showable({ message: '', value: `${'x'.repeat(490)}${key}` }, 0, key);
	expect(value).toBe(`${'x'.repeat(490)}***`);
});

it('shortens a message that quotes a megabyte', () => {
	expect(showable({ message: 'x'.repeat(1_000_000) }, 0, key).message.length).toBeLessThan(2000);
});
