import { fail, ok } from '../result';
import { readText, type Reading } from './cell';
import { showInvisible, strip, normalize } from '../text';

const QUOTED = /"(?:[^"\\]|\\.)*"/gs;

/** The longest address that can be written: RFC 5321 4.5.3.1.3, path without its brackets. */
const MAX_LENGTH = 254;

/** A text that is longer is not searched for addresses: no name before one is that long. */
const MAX_SEARCHED = 2000;

/** A piece of a text with several addresses; quotes hold one together. */
const PIECE = /(?:"(?:[^"\\]|\\.)*"|[^\s,;，；、])+/gs;

const SEPARATORS_BEHIND = /(?<![\s,;，；、])[\s,;，；、]+$/;

/** Quoted text, or an address in angle brackets. */
const BRACKETED = /"(?:[^"\\]|\\.)*"|<([^<>]*)>/gs;

/** Nothing but an address, as most cells have it. */
const BARE = /^[\w.+-]{1,64}@[\w.-]{1,189}$/;

/**
 * Why a text is certainly no email address: no `@`, an empty side, white space outside quotes, over 254 characters.
 * Anything else is left to the service: it has the last word.
 *
 * @returns the end of a sentence that begins with the address, or undefined when it may be one
 */
export function whyNoEmail(text: string): string | undefined {
	const { length } = Array.from(text);
	if (length > MAX_LENGTH) return `is ${length} characters long, and an email address has at most ${MAX_LENGTH}`;
	const unquoted = text.replace(QUOTED, 'q');
	const at = unquoted.lastIndexOf('@');
	if (at < 0) return 'has no @';
	if (at === 0) return 'has nothing before the @';
	if (at === unquoted.length - 1) return 'has nothing after the @';
	if (/\s/.test(unquoted)) return 'has a space in it';
	return undefined;
}

/** What two spellings of one address have in common: leads are compared by it. Its domain is in its ASCII form. */
export function emailKey(address: string): string {
	const key = normalize(normalize(strip(address), 'NFC').toLowerCase(), 'NFC');
	const domain = key.slice(key.lastIndexOf('@') + 1);
	if (!/[^\0-\x7f]/.test(domain) || domain.length > MAX_LENGTH || !DOMAIN.test(domain)) return key;
	try {
		return key.slice(0, -domain.length) + new URL(`http://${domain}`).hostname;
	} catch {
		return key;
	}
}

/** What to search a list for to find an address: stored beyond ASCII, its domain may be in Unicode or begin with `xn--`. */
export function searchesFor(address: string): ReadonlySet<string> {
	const key = emailKey(address);
	const isPlain = !/[^\0-\x7f]|xn--/i.test(address);
	return new Set(isPlain ? [address] : [address, key, key.slice(0, key.lastIndexOf('@') + 1)]);
}

/** Labels with dots between them, and no character that has a meaning in an address of the web. */
const DOMAIN = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;

/**
 * The email address in a cell, empty for an empty one. What mail programs write around an address goes: `mailto:`, a
 * name before angle brackets, a comma or semicolon after it. Several addresses are rejected unless they are the same.
 */
export function readEmail(value: unknown): Reading<string> {
	const text = readText(value);
	if (!text.ok || text.value === '' || BARE.test(text.value)) return text;
	const addresses = distinct(addressesIn(text.value));
	if (addresses.length > 1) {
		return fail(
			`("${showInvisible(text.value)}") contains ${addresses.length} addresses, and a lead has one. Keep one of them, or make a row for each.`,
		);
	}
	const [first = ''] = addresses;
	const address = first === '' ? text.value : first;
	const why = whyNoEmail(address);
	if (why === undefined) return ok(address);
	return fail(`("${showInvisible(address)}") is not an email address: it ${why}. Correct it.`);
}

/** The addresses that a text contains, or what is to be judged in their place. */
function addressesIn(text: string): string[] {
	if (text.length > MAX_SEARCHED) return [text];
	const bare = withoutMailto(withoutQuotes(withoutSeparators(text)));
	const bracketed = [...bare.matchAll(BRACKETED)].flatMap(([, inside]) =>
		inside === undefined ? [] : [withoutQuotes(withoutMailto(strip(inside)))],
	);
	if (bracketed.length > 0) return addressesBeside(bracketed, bare.replace(BRACKETED, ' ')) ?? [bare];
	const pieces = piecesOf(bare);
	const addresses = pieces.filter(isAddress);
	// A single address with other words beside it may be one with a space in it.
	const areAll = addresses.length > 0 && addresses.length === pieces.length;
	return areAll || distinct(addresses).length > 1 ? addresses : [bare];
}

/** The addresses in brackets and those in the words beside them; undefined when it cannot be told what the brackets are. */
function addressesBeside(bracketed: readonly string[], words: string): string[] | undefined {
	const addresses = bracketed.filter(isAddress);
	const others = piecesOf(words).filter(isAddress);
	if (addresses.length > 0) return [...addresses, ...others];
	const [only = ''] = bracketed;
	return others.length === 0 && bracketed.length === 1 && only !== '' ? [only] : undefined;
}

function isAddress(text: string): boolean {
	return whyNoEmail(text) === undefined;
}

function piecesOf(text: string): string[] {
	return [...text.matchAll(PIECE)].map(([piece]) => withoutQuotes(withoutMailto(strip(piece))));
}

/** A text without separators after it, and without what is invisible between these. */
function withoutSeparators(text: string): string {
	const bare = strip(text.replace(SEPARATORS_BEHIND, ''));
	return bare === text ? bare : withoutSeparators(bare);
}

/** Outlook repeats an address as its own name in single quotes, others in brackets or quotes: no address ends with one. */
function withoutQuotes(text: string): string {
	return text.replace(/^(?:'([^\s,;]+)'|\(([^\s,;]+)\)|["“„]([^"“”„]+)["”“])$/, '$1$2$3');
}

/** The address of a link: the subject and the like that a link may carry are no part of it. */
function withoutMailto(text: string): string {
	const link = /^mailto:([^?]*)/i.exec(text)?.[1];
	if (link === undefined) return text;
	try {
		return strip(decodeURIComponent(link));
	} catch {
		return strip(link);
	}
}

function distinct(addresses: readonly string[]): string[] {
	const keys = addresses.map(emailKey);
	return addresses.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
