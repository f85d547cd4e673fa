import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Compares two folders file for file and byte for byte. Returns a sentence for each difference, none when they are equal. */
export function folderDifference(left, right) {
	const [inLeft, inRight] = [filesIn(left.path), filesIn(right.path)];
	const only = (files, others, { name }) =>
		files.filter((file) => !others.includes(file)).map((file) => `${file} is in ${name} only`);
	const changed = inLeft
		.filter((file) => inRight.includes(file))
		.filter((file) => !readFileSync(path.join(left.path, file)).equals(readFileSync(path.join(right.path, file))))
		.map((file) => `${file} differs between ${left.name} and ${right.name}`);
	return [...only(inLeft, inRight, left), ...only(inRight, inLeft, right), ...changed];
}

function filesIn(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true }).filter((file) => statSync(path.join(folder, file)).isFile());
}
