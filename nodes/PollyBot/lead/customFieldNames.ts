import { isObject, type Json } from '../json';
import { showInvisible } from '../text';
import { spellingKey } from './compare';

/** More names are no fields that somebody has set up. */
const MOST_NAMES = 1000;
const LONGEST_NAME = 100;
const MOST_TOLD = 5;

/** Compares the names of the custom fields that rows have with those that leads have. */
export class CustomFieldNames {
	/** How many leads have a name, by its spelling and itself. */
	private readonly stored = new Map<string, Map<string, number>>();
	/** The names that rows have and no lead, with the similar one that the most leads have. */
	private readonly odd = new Map<string, string>();

	noteStored({ customFields }: Json): void {
		for (const name of namesOf(customFields)) {
			const key = spellingKey(name);
			const counts = this.stored.get(key) ?? new Map<string, number>();
			if (this.stored.size < MOST_NAMES || this.stored.has(key)) this.stored.set(key, counts);
			if (counts.size < MOST_TOLD || counts.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
		}
	}

	noteSent({ customFields }: Json): void {
		for (const name of namesOf(customFields)) {
			const counts = this.stored.get(spellingKey(name));
			if (!counts || counts.has(name) || this.odd.size >= MOST_TOLD) continue;
			const [[similar, count] = ['', 0]] = [...counts].sort(([, one], [, other]) => other - one);
			this.odd.set(showInvisible(name), `"${showInvisible(similar)}" (${count === 1 ? '1 lead' : `${count} leads`})`);
		}
	}

	/** Says which names are almost those of other leads, but for case, spaces, `_` and `-`; undefined if none is. */
	toText(): string | undefined {
		if (this.odd.size === 0) return undefined;
		const names = [...this.odd].map(([name, similar]) => `"${name}" beside ${similar}`);
		return `Custom fields that are named almost alike: ${names.join(', ')}. Rename one of them if they are the same.`;
	}
}

function namesOf(customFields: unknown): readonly string[] {
	if (!isObject(customFields)) return [];
	return Object.keys(customFields).filter((name) => name.length <= LONGEST_NAME);
}
