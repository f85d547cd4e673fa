/** What an input field may mean to a lead. */
export type Meaning = 'name' | 'firstName' | 'lastName' | 'email' | 'phone' | 'source' | 'status' | 'metadata';

/** How a language heads the columns of a list of people, or the questions of a form. */
export interface Language {
	/** Its name in English. */
	readonly language: string;
	/** As people write them, with ` | ` between them. docs/heading-sources.md says where each was seen. */
	readonly headings: Readonly<Partial<Record<Meaning, string>>>;
	/** Headings of a name that mean the last name where a first name of this language stands beside them. */
	readonly lastNameBesideFirst?: string;
	/** Headings of a name that mean the first name where a last name of this language stands beside them. */
	readonly firstNameBesideLast?: string;
	/** Whether the family name comes first in a whole name. @default false */
	readonly familyNameFirst?: true;
}

/** The headings of a list. */
export function headingsIn(list = ''): readonly string[] {
	return list === '' ? [] : list.split(' | ');
}
