import { dutch } from './dutch';
import { english } from './english';
import { french } from './french';
import { german } from './german';
import { italian } from './italian';
import { japanese } from './japanese';
import type { Language } from './language';
import { polish } from './polish';
import { portuguese } from './portuguese';
import { spanish } from './spanish';

/** The languages in which automatic mapping knows headings. */
export const LANGUAGES: readonly Language[] = [
	english,
	german,
	french,
	spanish,
	portuguese,
	italian,
	dutch,
	polish,
	japanese,
];
