/** What an input field may mean to a lead. */
export type Meaning = 'name' | 'firstName' | 'lastName' | 'email' | 'phone' | 'source' | 'status' | 'metadata';

const SPELLINGS: ReadonlyArray<readonly [Meaning, readonly string[]]> = [
	['name', ['name', 'fullname', 'contactname', 'leadname']],
	['firstName', ['firstname']],
	['lastName', ['lastname']],
	['email', ['email', 'emailaddress', 'mail']],
	['phone', ['phone', 'phonenumber', 'tel', 'telephone', 'mobile']],
	['source', ['source', 'leadsource']],
	['status', ['status', 'leadstatus']],
	['metadata', ['metadata']],
];

const MEANINGS = new Map(
	SPELLINGS.flatMap(([meaning, spellings]) => spellings.map((spelling) => [spelling, meaning] as const)),
);

/** What a deferred row carries with it when it comes back: never part of a lead. */
const NEVER_MAPPED = new Set(['retryAt', 'retryAfter']);

/** Field names are matched without regard to case, blanks, `_`, `-` and `.`. */
function spellingOf(name: string): string {
	return name.toLowerCase().replace(/[\s_.-]/g, '');
}

/** What a field of the input means to a lead, by its name; null is nothing: such a field goes into metadata. */
export function meaningOf(name: string): Meaning | null {
	return MEANINGS.get(spellingOf(name)) ?? null;
}

/**
 * The fields of an input item that may be mapped, in their order.
 *
 * @param ignore names to leave out
 */
export function mappableFields(json: object, ignore: readonly string[]): Array<[string, unknown]> {
	const ignored = new Set(ignore.map(spellingOf).filter((spelling) => spelling !== ''));
	return Object.entries(json).filter(([name]) => !NEVER_MAPPED.has(name) && !ignored.has(spellingOf(name)));
}
