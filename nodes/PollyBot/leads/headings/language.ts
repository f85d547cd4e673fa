/** What an input field may mean to a lead. */
export type Meaning = 'name' | 'firstName' | 'lastName' | 'email' | 'phone' | 'source' | 'status' | 'metadata';

/** A heading as people write it, and where it was seen. */
export type Spelling = readonly [heading: string, seen: string];

/** How a language heads the columns of a list of people, or the questions of a form. */
export interface Language {
	/** Its name in English. */
	readonly language: string;
	readonly spellings: Readonly<Partial<Record<Meaning, readonly Spelling[]>>>;
	/** Headings of a name that mean the last name where a first name of this language stands beside them. */
	readonly lastNameBesideFirst?: readonly string[];
	/** Headings of a name that mean the first name where a last name of this language stands beside them. */
	readonly firstNameBesideLast?: readonly string[];
	/** Whether the family name comes first in a whole name. @default false */
	readonly familyNameFirst?: true;
}
