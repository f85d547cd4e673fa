import { readText } from './cell';

const ON = ['true', 'yes', 'on', '1'];
const OFF = ['false', 'no', 'off', '0'];

/** A boolean as an expression or a cell may give it, in any case; the preset where it is empty or something else. */
export function readBoolean<Preset>(value: unknown, preset: Preset): boolean | Preset {
	const text = readText(value);
	const word = text.ok ? text.value.toLowerCase() : '';
	if (ON.includes(word)) return true;
	return OFF.includes(word) ? false : preset;
}
