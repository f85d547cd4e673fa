import { isSafeObjectProperty } from 'n8n-workflow';

/** An expression that is one field of the item and nothing else, as drag and drop writes it: `={{ $json.lead['Full Name'] }}`. */
const FIELD =
	/^=\{\{ ?\$json((?:\.[A-Za-z_]\w*|\['[^'\\{}\n\r\u2028\u2029]+'\]|\["[^"\\{}\n\r\u2028\u2029]+"\])+) ?\}\}$/;

const STEP = /\.(\w+)|\['([^']+)'\]|\["([^"]+)"\]/g;

/**
 * The way to the field of the item that an expression stands for, where it stands for nothing but that.
 *
 * @param expression a parameter as it is saved
 */
export function fieldPath(expression: unknown): readonly string[] | undefined {
	const steps = typeof expression === 'string' ? FIELD.exec(expression)?.[1] : undefined;
	const path = [...(steps ?? '').matchAll(STEP)].map(([, a, b, c]) => a ?? b ?? c ?? '');
	return path.length > 0 && path.every(isSafeObjectProperty) ? path : undefined;
}

/**
 * The text, number or boolean at the end of a way; undefined when there is none, or anything else: what an expression
 * makes of that is n8n's to say.
 */
export function valueAt(json: unknown, path: readonly string[]): string | number | boolean | undefined {
	let value = json;
	for (const name of path) {
		if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
		value = Object.getOwnPropertyDescriptor(value, name)?.value;
	}
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
