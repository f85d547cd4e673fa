import { whyNoEmail } from '~/nodes/PollyBot/leads/email';

describe('an address that the service might accept is sent', () => {
	test.each([
		'ann@example.com',
		'Ann.Lee+newsletter@example.com',
		'ann@mail.eu.example.com',
		'ann@example.photography',
		'ann@example.xn--p1ai',
		'"ann lee"@example.com',
		'"ann@home"@example.com',
		'"a\\"b c"@example.com',
		'jörg@müller.example',
		'用户@例子.example',
		"o'brien@example.com",
		`${'a'.repeat(64)}@example.com`,
		`${'a'.repeat(242)}@example.com`,
		'ann@localhost',
		'a@b@example.com',
		'ann@[127.0.0.1]',
	])('%s', (address) => {
		expect(whyNoEmail(address)).toBeUndefined();
	});
});

describe('what is certainly no address is refused', () => {
	test.each([
		['ann', 'has no @'],
		['ann.example.com', 'has no @'],
		['"ann@example.com"', 'has no @'],
		['@example.com', 'has nothing before the @'],
		['ann@', 'has nothing after the @'],
		['@', 'has nothing before the @'],
		['ann lee@example.com', 'has a blank in it'],
		['ann@exam ple.com', 'has a blank in it'],
		['ann@example.com, bob@example.com', 'has a blank in it'],
		['ann@example.com\nbob@example.com', 'has a blank in it'],
		['ann\u00a0lee@example.com', 'has a blank in it'],
		[`${'a'.repeat(243)}@example.com`, 'is 255 characters long, and an email address has at most 254'],
	])('%j %s', (address, why) => {
		expect(whyNoEmail(address)).toBe(why);
	});

	test('a long run of quotes is judged in no time', () => {
		expect(whyNoEmail('"'.repeat(253))).toBe('has no @');
	});
});
