import * as crypto from 'node:crypto';
import fc from 'fast-check';
import { isSigned } from '~/nodes/PollyBot/webhook/verdict';

jest.mock('node:crypto', () => {
	const real = jest.requireActual<typeof crypto>('node:crypto');
	return { ...real, timingSafeEqual: jest.fn(real.timingSafeEqual) };
});

// RFC 4231, test case 2.
const SECRET = 'Jefe';
const BODY = Buffer.from('what do ya want for nothing?');
const HEX = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
const HEADER = `sha256=${HEX}`;

describe('a signature', () => {
	it.each([
		['as it is documented', HEADER],
		['in capitals', `sha256=${HEX.toUpperCase()}`],
		['with a prefix in capitals', `SHA256=${HEX}`],
		['with blanks around it', ` ${HEADER}\t`],
	])('%s is right', (_, header) => {
		expect(isSigned(BODY, header, SECRET)).toBe(true);
	});

	it.each<[string, unknown]>([
		['none', undefined],
		['null', null],
		['empty', ''],
		['the prefix alone', 'sha256='],
		['no prefix', HEX],
		['another prefix', `sha1=${HEX}`],
		['another sign behind the prefix', `sha256:${HEX}`],
		['a digit short', HEADER.slice(0, -1)],
		['a byte short', HEADER.slice(0, -2)],
		['a byte long', `${HEADER}00`],
		['no hex', `sha256=${'z'.repeat(64)}`],
		['as base64', `sha256=${Buffer.from(HEX, 'hex').toString('base64')}`],
		['a sign of two bytes', `sha256=${HEX.slice(0, -1)}é`],
		['a line behind it', `${HEADER}\nx`],
		['twice in one header', `${HEADER}, ${HEADER}`],
		['two headers', [HEADER, HEADER]],
		['a list of one', [HEADER]],
		['a number', 256],
		['an object', { toString: () => HEADER }],
		['nothing but zeros', `sha256=${'0'.repeat(64)}`],
		['of other bytes', HEADER.replace('5b', '5c')],
	])('%s is wrong, and nothing is thrown', (_, header) => {
		expect(isSigned(BODY, header, SECRET)).toBe(false);
	});

	it('is wrong with another secret, and without one: an empty one is no secret', () => {
		expect(isSigned(BODY, HEADER, 'jefe')).toBe(false);
		const ofEmpty = `sha256=${crypto.createHmac('sha256', '').update(BODY).digest('hex')}`;
		expect(isSigned(BODY, ofEmpty, '')).toBe(false);
	});

	it('is compared in constant time, whole digests of equal length, wherever they differ', () => {
		const compare = jest.mocked(crypto.timingSafeEqual);
		compare.mockClear();
		const early = `sha256=00${HEX.slice(2)}`;
		const late = `sha256=${HEX.slice(0, -2)}00`;
		expect([HEADER, early, late].map((header) => isSigned(BODY, header, SECRET))).toEqual([true, false, false]);
		expect(compare.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength])).toEqual([
			[32, 32],
			[32, 32],
			[32, 32],
		]);
	});

	it('of any bytes is right for these bytes, and wrong as soon as one bit of them changes', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1 }), fc.string({ minLength: 1 }), fc.nat(), (body, secret, at) => {
				const header = `sha256=${crypto.createHmac('sha256', secret).update(body).digest('hex')}`;
				const changed = Uint8Array.from(body);
				changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ (1 << (at % 8));
				return isSigned(body, header, secret) && !isSigned(changed, header, secret);
			}),
		);
	});

	it('may be anything: it is wrong, and nothing is thrown', () => {
		fc.assert(fc.property(fc.anything(), (header) => !isSigned(BODY, header, SECRET)));
		fc.assert(fc.property(fc.string(), (text) => !isSigned(BODY, `sha256=${text}`, SECRET)));
	});
});
