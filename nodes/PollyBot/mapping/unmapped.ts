import { showInvisible } from '../invisible';
import { isEmptyCell } from '../lead/cell';
import { isObject } from '../lead/metadata';
import { invalid, type Invalid } from '../lead/reading';
import type { Failed } from '../result';
import { bodyOf, isEnvelope, parseBody } from './forms/call';
import { namesPerson } from './forms/unpack';
import { meaningOf, MOST_HEADINGS } from './headings';
import { isUsable } from './usable';

const MOST_NAMED = 8;
const LONGEST_NAMED = 40;
const BY_HAND = 'Set \'Data to Send\' to "Define Below for Each Field" and map them by hand, or rename the fields';

/** Why automatic mapping found nobody in an item, and what to do about it. */
export function explainNobody(json: object): Failed<Invalid> {
	const item = Object.fromEntries(Object.entries(json));
	const [name, list] =
		Object.entries({ ...item, body: parseBody(item.body) }).find(([, value]) => isListOfPeople(value)) ?? [];
	const fields = bodyOf(item)?.fields ?? (isObject(item.body) ? item.body : item);
	const [inside] = Object.entries(fields).find(([, value]) => isListOfPeople(value)) ?? [];
	const path = name ?? (inside === undefined ? undefined : fields === item ? inside : `body.${inside}`);
	if (path !== undefined) {
		const { length } = Array.isArray(list) ? list : [];
		const count = length > 0 ? ` of ${length} entries` : '';
		return nobody(
			`"${shown(path)}" is a list${count}, and a row makes one lead. Add a Split Out node for "${shown(path)}" before this node.`,
		);
	}
	const names = Object.keys(fields).filter(
		(one) => fields !== item || !isEnvelope(one) || Object.keys(item).every(isEnvelope),
	);
	const [only = ''] = names;
	const separator = names.length === 1 ? /[;\t|]|,(?=.*,)/.exec(only.slice(0, 1000))?.[0] : undefined;
	if (separator !== undefined) {
		const sign = separator === '\t' ? 'a tab' : `"${separator}"`;
		return nobody(
			`The item has one field, "${shown(only)}": it looks like columns separated by ${sign}. Set this delimiter in the node that reads the file.`,
		);
	}
	const all = list8(names);
	return nobody(
		`${names.length === 0 ? 'The item has no fields' : `The item has the fields ${all}`}. ${addressIn(fields) ?? ''}${BY_HAND}.`,
	);
}

/** A rejection for an empty field, with the heading under which its value seems to be. */
export function explainEmpty(fields: object, why: Invalid): Failed<Invalid> {
	const hint =
		why.field === 'email' && (why.value === undefined || isEmptyCell(why.value)) ? addressIn(fields) : undefined;
	const value = why.field === 'name' && why.value === '' ? unusableName(fields) : undefined;
	return invalid(why.field, why.value, [why.message, hint?.trim(), value].filter(Boolean).join(' '));
}

/** The field whose heading means nothing and whose value is an address. */
function addressIn(fields: object): string | undefined {
	const [name] =
		Object.entries(fields)
			.slice(0, MOST_HEADINGS)
			.find(
				([heading, value]) => meaningOf(heading) === null && typeof value === 'string' && isUsable('email', value),
			) ?? [];
	return name === undefined
		? undefined
		: `"${shown(name)}" seems to contain an address, but its heading is not known: rename it to "Email". `;
}

function unusableName(fields: object): string | undefined {
	const [name] =
		Object.entries(fields)
			.slice(0, MOST_HEADINGS)
			.find(([heading, value]) => meaningOf(heading) === 'name' && !isEmptyCell(value)) ?? [];
	return name === undefined ? undefined : `"${shown(name)}" has no letter, so it is no name.`;
}

function isListOfPeople(value: unknown): boolean {
	return (
		Array.isArray(value) && value.length > 0 && value.slice(0, 10).every((one) => isObject(one) && namesPerson(one))
	);
}

function nobody(reason: string): Failed<Invalid> {
	return invalid('name', undefined, `No name and no email was found. ${reason}`);
}

function shown(name: string): string {
	return showInvisible(name.slice(0, LONGEST_NAMED));
}

function list8(names: readonly string[]): string {
	const named = names.slice(0, MOST_NAMED).map((name) => `"${shown(name)}"`);
	return named.join(', ') + (names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '');
}
