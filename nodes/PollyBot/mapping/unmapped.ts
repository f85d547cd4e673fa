import { isObject } from '../json';
import { showInvisible } from '../text';
import { isEmptyCell } from '../lead/cell';
import { invalid, type Invalid } from '../lead/lead';
import type { Failed } from '../result';
import { bodyOf, parseBody } from './forms/call';
import { namesPerson } from './forms/unpack';
import { meaningOf, type Meaning } from './headings';
import { isUsable } from './usable';

const MOST_NAMED = 8;
const LONGEST_NAMED = 40;
const BY_HAND = 'Set \'Data to Send\' to "Define Below for Each Field" and map them, or rename them.';
/** In the only heading of a file: the sign that its reader did not take for a delimiter. */
const DELIMITER = /[;\t|]|,(?=[^,]*,)/;

/** Why automatic mapping found nobody in an item, and what to do about it. */
export function explainNobody(json: object): Failed<Invalid> {
	const isCall = 'headers' in json && 'body' in json;
	const body = isCall ? parseBody(json.body) : undefined;
	const fields = isCall ? (bodyOf({ ...json })?.fields ?? {}) : json;
	const inside = Object.entries(fields).map(([name, value]) => [isCall ? `body.${name}` : name, value] as const);
	const [path, list] = [['body', body] as const, ...inside].find(([, value]) => isListOfPeople(value)) ?? [];
	return invalid('name', undefined, `No name and no email was found. ${reason()}`);

	function reason(): string {
		if (path !== undefined && Array.isArray(list)) {
			const count = `"${show(path)}" is a list of ${list.length} entries, and a row makes one lead`;
			return `${count}. Add a Split Out node for "${show(path)}" before this node.`;
		}
		const names = Object.keys(fields);
		const [only = ''] = names;
		const delimiter = names.length === 1 ? DELIMITER.exec(only.slice(0, 1000))?.[0] : undefined;
		if (delimiter !== undefined) {
			const sign = delimiter === '\t' ? 'a tab' : `"${delimiter}"`;
			return `The only field, "${show(only)}", looks like columns with ${sign} between them. Set this delimiter in the node that reads the file.`;
		}
		const shown = names.slice(0, MOST_NAMED).map((name) => `"${show(name)}"`);
		const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
		const has = names.length === 0 ? 'no fields' : `the fields ${shown.join(', ')}${more}`;
		return `The ${isCall ? 'body' : 'item'} has ${has}.${addressIn(fields) || ` ${BY_HAND}`}`;
	}
}

/** A rejection for a field that is empty, with the heading under which its value seems to be, or why it was not used. */
export function explainEmpty(fields: object, { field, value, message }: Invalid): Failed<Invalid> {
	if (!isEmptyCell(value)) return invalid(field, value, message);
	const [name] = field === 'name' ? findField(fields, 'name', (given) => !isEmptyCell(given)) : [];
	const noName = name === undefined ? '' : ` "${show(name)}" has no letter or is an order number, so it is no name.`;
	return invalid(field, value, `${message}${field === 'email' ? addressIn(fields) : noName}`);
}

/** The field whose heading means nothing and whose value is an address. */
function addressIn(fields: object): string {
	const [name] = findField(fields, null, (value) => isUsable('email', value));
	return name === undefined ? '' : ` "${show(name)}" seems to contain an address: rename it to "Email".`;
}

function findField(fields: object, meaning: Meaning | null, isFit: (value: unknown) => boolean) {
	return Object.entries(fields).find(([name, value]) => meaningOf(name) === meaning && isFit(value)) ?? [];
}

function isListOfPeople(value: unknown): boolean {
	return (
		Array.isArray(value) && value.length > 0 && value.slice(0, 10).every((one) => isObject(one) && namesPerson(one))
	);
}

function show(name: string): string {
	return showInvisible(name.slice(0, LONGEST_NAMED));
}
