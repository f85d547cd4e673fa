import { fold } from '../headings/fold';
import { isObject } from '../../json';

/** An answer to a question of a form. */
export interface Answer {
	/** The question, or the name of the field. */
	readonly heading: string;
	readonly value: unknown;
	/** What kind of field it is, in the form builder's words, such as `INPUT_EMAIL`. */
	readonly kind?: string;
}

type Fields = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where builders put the question, and where the answer. Of several, the first that is not empty counts. */
const HEADINGS = ['label', 'title', 'question', 'name', 'key', 'text', 'property', 'ref', 'id'];
const VALUES = ['value', 'values', 'answer', 'answers', 'response'];

/** One answer of a list; undefined if it cannot be read as one. */
export function readAnswer(entry: unknown): Answer | undefined {
	if (!isRecord(entry)) return undefined;
	const valueKey = VALUES.find((name) => name in entry);
	if (valueKey === undefined) return undefined;
	const heading = HEADINGS.map((name) => entry[name]).find((text) => typeof text === 'string' && text.trim() !== '');
	if (typeof heading !== 'string') return undefined;
	return { heading, value: withOptions(entry[valueKey], entry.options), kind: kindOf(entry) };
}

function kindOf({ type }: Fields): string | undefined {
	return typeof type === 'string' ? type : undefined;
}

/** Choices by their texts: some builders answer with the IDs of options. */
function withOptions(value: unknown, options: unknown): unknown {
	if (!Array.isArray(options)) return value;
	const texts = new Map<unknown, unknown>();
	for (const option of options) {
		if (isRecord(option)) texts.set(option.id ?? option.value, option.text ?? option.label ?? option.name);
	}
	const textOf = (one: unknown) => texts.get(one) ?? one;
	return Array.isArray(value) ? value.map(textOf) : textOf(value);
}

/** Parts of a name, in the order in which they are written. */
const NAME_PARTS = ['prefix', 'first', 'middle', 'last', 'suffix'];
/** Parts of a phone number. */
const PHONE_PARTS = ['country', 'area', 'phone'];
/** Where a record keeps its one value: a choice, a file, a phone number. */
const ONLY_VALUES = ['full', 'label', 'labels', 'url', 'file_url', 'text', 'value'];

/** So deep are answers looked into. */
const DEEPEST = 5;

/**
 * An answer as a person reads it: a list of one is that one, a choice its label, a file its address.
 *
 * @param around what contains the value, from the outside in: a value that contains itself is not followed
 */
export function readable(value: unknown, around: readonly unknown[] = []): unknown {
	if (around.length > DEEPEST || around.includes(value)) return value;
	const inside = [...around, value];
	if (Array.isArray(value)) {
		const all = value.map((one) => readable(one, inside));
		return all.length === 1 ? all[0] : all;
	}
	if (!isObject(value)) return value;
	const joined = joinParts(value, NAME_PARTS) ?? joinParts(value, PHONE_PARTS);
	if (joined !== undefined) return joined;
	const only = ONLY_VALUES.find((name) => value[name] !== undefined && value[name] !== null && value[name] !== '');
	if (only !== undefined) return readable(value[only], inside);
	return withoutPrivate(Object.entries(value).map(([key, one]) => [key, readable(one, inside)]));
}

/** A record of nothing but some of these parts, as one text. */
function joinParts(value: Fields, parts: readonly string[]): string | undefined {
	const names = Object.keys(value);
	if (names.length === 0 || !names.every((name) => parts.includes(name))) return undefined;
	const texts = parts.map((name) => value[name]).filter((text) => typeof text === 'string' || typeof text === 'number');
	return texts.join(' ').trim();
}

/** What a browser or a server adds and nobody typed: where from, with which program, and how it proved itself. */
const PRIVATE = new Set([
	...[
		'ip',
		'ipaddress',
		'ipaddr',
		'userip',
		'remoteip',
		'clientip',
		'remoteaddr',
		'remoteaddress',
		'visitorip',
		'optinip',
	],
	...['useragent', 'browser', 'headers', 'cookie', 'cookies', 'setcookie', 'authorization', 'xforwardedfor', 'xrealip'],
	...['token', 'accesstoken', 'authtoken', 'csrftoken', 'csrf', 'xsrftoken', 'wpnonce', 'nonce', 'secret', 'apikey'],
	...['signature', 'webhooksignature', 'grecaptcharesponse', 'hcaptcharesponse', 'cfturnstileresponse', 'password'],
	...['networkid', 'fingerprint', 'sessionid', 'phpsessid'],
]);

/** Whether a field says where a call came from, or proves that it may come: no part of a lead. */
export function isPrivate(name: string): boolean {
	return PRIVATE.has(fold(name));
}

export function withoutPrivate(pairs: ReadonlyArray<readonly [string, unknown]>): Record<string, unknown> {
	return Object.fromEntries(pairs.filter(([name]) => !isPrivate(name)));
}
