import fc from 'fast-check';
import { containing } from '~/test/matchers';
import { emailKey, readEmail, searchesFor, whyNoEmail } from '~/nodes/PollyBot/lead/email';

describe('an address that the service might accept is sent', () => {
	it.each([
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

describe('what is certainly no address is rejected', () => {
	it.each([
		['ann', 'has no @'],
		['ann.example.com', 'has no @'],
		['"ann@example.com"', 'has no @'],
		['@example.com', 'has nothing before the @'],
		['ann@', 'has nothing after the @'],
		['@', 'has nothing before the @'],
		['ann lee@example.com', 'has a space in it'],
		['ann@exam ple.com', 'has a space in it'],
		['ann@example.com, bob@example.com', 'has a space in it'],
		['ann@example.com\nbob@example.com', 'has a space in it'],
		['ann\u00a0lee@example.com', 'has a space in it'],
		[`${'a'.repeat(243)}@example.com`, 'is 255 characters long, and an email address has at most 254'],
	])('%j %s', (address, why) => {
		expect(whyNoEmail(address)).toBe(why);
	});

	it('a long run of quotes is judged in no time', () => {
		expect(whyNoEmail('"'.repeat(253))).toBe('has no @');
	});
});

describe('one address in a cell, however a mail program spells it', () => {
	it.each([
		['ann@example.com', 'ann@example.com'],
		[' Ann@Example.com\u200b', 'Ann@Example.com'],
		['Ann <ann@example.com>', 'ann@example.com'],
		['Ann Lee <ann@example.com>;', 'ann@example.com'],
		['"Lee, Ann" <ann@example.com>', 'ann@example.com'],
		['Lee, Ann <ann@example.com>', 'ann@example.com'],
		['"ann@home" <ann@example.com>', 'ann@example.com'],
		['ann@example.com <Ann@example.com>', 'Ann@example.com'],
		["'ann@example.com' <ann@example.com>", 'ann@example.com'],
		["'o'brien@example.com'", "o'brien@example.com"],
		["'ann@example.com','ann@example.com'", 'ann@example.com'],
		['"ann@example.com"', 'ann@example.com'],
		['“ann@example.com”;', 'ann@example.com'],
		['"mailto:ann@example.com"', 'ann@example.com'],
		['"Lee, Ann <ann@example.com>"', 'ann@example.com'],
		['Ann <"ann@example.com">', 'ann@example.com'],
		['"ann lee@home"@example.com', '"ann lee@home"@example.com'],
		['<ann@example.com>', 'ann@example.com'],
		['< ann@example.com >', 'ann@example.com'],
		['Ann<ann@example.com>', 'ann@example.com'],
		['mailto:ann@example.com', 'ann@example.com'],
		['MAILTO:ann@example.com?subject=Hello there&cc=bob@example.com', 'ann@example.com'],
		['mailto:ann%2Bnews@example.com', 'ann+news@example.com'],
		['mailto:100%@example.com', '100%@example.com'],
		['Ann <mailto:ann@example.com?subject=x>', 'ann@example.com'],
		['ann@example.com,', 'ann@example.com'],
		['ann@example.com ; ', 'ann@example.com'],
		['ann@example.com;,', 'ann@example.com'],
		['ann@example.com\u200b;', 'ann@example.com'],
		['ann@example.com \u200b;', 'ann@example.com'],
		['ann@example.com\u00ad,\u200b;\u2060', 'ann@example.com'],
		['ann@example.com\u200b, ann@example.com', 'ann@example.com'],
		['ann@example.com, Ann@Example.com', 'ann@example.com'],
		['"ann lee"@example.com', '"ann lee"@example.com'],
		['"ann, lee"@example.com;', '"ann, lee"@example.com'],
		['"ann <lee>"@example.com', '"ann <lee>"@example.com'],
		['Ann <"ann lee"@example.com>', '"ann lee"@example.com'],
		['ann/work@example.com', 'ann/work@example.com'],
		['a@b@example.com', 'a@b@example.com'],
		["o'brien@example.com", "o'brien@example.com"],
		['ann@example.com (ann@example.com)', 'ann@example.com'],
		['<ann@example.com> <Ann@Example.com>', 'ann@example.com'],
		['(ann@example.com) <ann@example.com>', 'ann@example.com'],
		['ann@example.com<ann@example.com>(work)', 'ann@example.com'],
		['ann@example.com(work)', 'ann@example.com(work)'],
	])('%j is %s', (cell, address) => {
		expect(readEmail(cell)).toEqual({ ok: true, value: address });
	});

	it('is left alone when it is an address already', () => {
		const property = fc.property(fc.emailAddress(), (address) => {
			expect(readEmail(address)).toEqual({ ok: true, value: address });
			expect(readEmail(`"Lee, Ann" <${address}>;`)).toEqual({ ok: true, value: address });
		});
		fc.assert(property);
	});
});

describe('several addresses in a cell are rejected', () => {
	it.each([
		['ann@example.com, bob@example.com', '2'],
		['ann@example.com,bob@example.com', '2'],
		['ann@example.com;bob@example.com;', '2'],
		['ann@example.com bob@example.com', '2'],
		['ann@example.com\nbob@example.com', '2'],
		['ann@example.com / bob@example.com', '2'],
		['ann@example.com or bob@example.com', '2'],
		['Ann <ann@example.com>, Bob <bob@example.com>', '2'],
		['Ann <ann@example.com>, bob@example.com', '2'],
		['mailto:ann@example.com,bob@example.com', '2'],
		['a@example.com, b@example.com; c@example.com, A@example.com', '3'],
		[Array.from({ length: 12 }, (_, index) => `p${index}@example.com`).join(), '12'],
	])('%j', (cell, count) => {
		const reading = readEmail(cell);
		expect(reading).toMatchObject({ ok: false });
		expect(reading).toHaveProperty('error', containing(`") contains ${count} addresses, and a lead has one.`));
	});
});

describe('one that is certainly none is quoted as what it is', () => {
	it.each([
		['Ann <ann>', '("ann") is not an email address: it has no @. Correct it.'],
		['Ann <>', '("Ann <>") is not an email address: it has no @. Correct it.'],
		['Ann <ann lee@example.com>', '("ann lee@example.com") is not an email address: it has a space in it. Correct it.'],
		[
			'Ann <x> ann@example.com',
			'("Ann <x> ann@example.com") is not an email address: it has a space in it. Correct it.',
		],
		['ann@\u00a0example.com', '("ann@[U+00A0]example.com") is not an email address: it has a space in it. Correct it.'],
		['mailto:', '("mailto:") is not an email address: it has no @. Correct it.'],
		['<x> <y>', '("<x> <y>") is not an email address: it has no @. Correct it.'],
		['ann @example.com', '("ann @example.com") is not an email address: it has a space in it. Correct it.'],
		['call ann@example.com', '("call ann@example.com") is not an email address: it has a space in it. Correct it.'],
		[
			'write mailto:ann@example.com',
			'("write mailto:ann@example.com") is not an email address: it has a space in it. Correct it.',
		],
		['Ann <>;', '("Ann <>") is not an email address: it has no @. Correct it.'],
		['ann\u200b,\u200b;', '("ann") is not an email address: it has no @. Correct it.'],
		[';', '(";") is not an email address: it has no @. Correct it.'],
	])('%j', (cell, why) => {
		expect(readEmail(cell)).toEqual({ ok: false, error: why });
	});
});

describe('addresses are compared', () => {
	it.each([
		['Ann@Example.COM', 'ann@example.com'],
		['jo\u0308rg@example.com', 'J\u00d6RG@example.com'],
		['\u200bann@example.com ', 'ann@example.com'],
		['ann@b\u00fccher.example', 'ann@xn--bcher-kva.example'],
		['Ann@B\u00dcCHER.example', 'ann@xn--bcher-kva.example'],
		['ann@bu\u0308cher.example', 'ann@b\u00fccher.example'],
		['ann@example\u3002com', 'ann@example.com'],
		['ann@\uff25xample\uff0ecom', 'ann@example.com'],
		['ann@\u4f8b\u5b50\u3002\u6d4b\u8bd5', 'ann@xn--fsqu00a.xn--0zwm56d'],
	])('%j is %j', (one, other) => {
		expect(emailKey(one)).toBe(emailKey(other));
	});

	it.each([
		['ann@example.com/home', 'ann@example.com'],
		['ann@b\u00fccher.example/home', 'ann@b\u00fccher.example'],
	])('%j is not %j', (one, other) => {
		expect(emailKey(one)).not.toBe(emailKey(other));
	});

	it('without regard to how Unicode spells a letter', () => {
		const property = fc.property(fc.string({ unit: 'grapheme' }), (text) => {
			expect(emailKey(text.normalize('NFD'))).toBe(emailKey(text.normalize('NFC')));
			expect(emailKey(emailKey(text))).toBe(emailKey(text));
		});
		fc.assert(property);
	});
});

describe('a lead is searched for by its address', () => {
	it.each([
		['ann@example.com', ['ann@example.com']],
		['Ann@Example.com', ['Ann@Example.com']],
		['Ann@B\u00fccher.example', ['Ann@B\u00fccher.example', 'ann@xn--bcher-kva.example', 'ann@']],
		['ann@XN--bcher-kva.example', ['ann@XN--bcher-kva.example', 'ann@xn--bcher-kva.example', 'ann@']],
		['j\u00f6rg@example.com', ['j\u00f6rg@example.com', 'j\u00f6rg@']],
		[
			'"ann@home"@b\u00fccher.example',
			['"ann@home"@b\u00fccher.example', '"ann@home"@xn--bcher-kva.example', '"ann@home"@'],
		],
	])('%j as %j', (address, searches) => {
		expect([...searchesFor(address)]).toEqual(searches);
	});
});
