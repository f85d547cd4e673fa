import { serviceCodeSchema as codeSchema } from '~/nodes/PollyBot/codes';
import { redact } from '~/nodes/PollyBot/messages/failure';

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
	const endless: object[] = [];
	endless.push(endless);
	expect(redact({ message: '', value: endless }, 0, key).value).toBe('[object Array]');
});

it('hides the secret before it cuts: half of it is left nowhere', () => {
	const { value } = redact({ message: '', value: `${'x'.repeat(490)}${key}` }, 0, key);
	expect(value).toBe(`${'x'.repeat(490)}***`);
});

it('shortens a message that quotes a megabyte', () => {
	expect(redact({ message: 'x'.repeat(1_000_000) }, 0, key).message.length).toBeLessThan(2000);
});

describe('how much of a failure is shown', () => {
	const shown = (failure: Parameters<typeof redact>[0]) => redact(failure, 0, key);

	it.each([
		['a message', 1500, (text: string) => shown({ message: text }).message.replace(' [Item 1]', '')],
		['a description', 1500, (text: string) => shown({ message: '', description: text }).description],
		['a value', 500, (text: string) => shown({ message: '', value: text }).value],
	] as const)('of %s at most %d characters', (_, longest, show) => {
		expect(show('x'.repeat(longest))).toBe('x'.repeat(longest));
		expect(show('x'.repeat(longest + 1))).toBe(`${'x'.repeat(longest)}…`);
	});

	it.each([null, 0, 5, true, false, undefined])('%p as a value stays what it is', (value) => {
		expect(shown({ message: '', value }).value).toBe(value);
	});

	it('the field and the code are free of the secret too', () => {
		expect(shown({ message: '', field: `metadata.${key}`, serviceCode: codeSchema.parse(`NO_${key}`) })).toMatchObject({
			field: 'metadata.***',
			serviceCode: 'NO_***',
		});
	});

	it('a secret of eight characters is hidden, and a shorter one is not looked for', () => {
		expect(redact({ message: 'a 12345678' }, 0, '12345678').message).toBe('a *** [Item 1]');
		expect(redact({ message: 'a 1234567' }, 0, '1234567').message).toBe('a 1234567 [Item 1]');
	});
});
