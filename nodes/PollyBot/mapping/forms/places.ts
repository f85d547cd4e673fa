import { isRecord, readAnswer, type Answer } from './answer';
import { readTypeform } from './typeform';

/** A place where a form puts its answers. */
export interface Place {
	/** Whose forms do so. */
	readonly form: string;
	/** The way to it, from the item or from the body of a webhook. */
	readonly path: readonly string[];
	readonly read: (value: unknown) => readonly Answer[] | undefined;
}

/** Answers with their questions: a list of records, or a record of them by their IDs. */
function readList(value: unknown): readonly Answer[] | undefined {
	if (!Array.isArray(value) && !isRecord(value)) return undefined;
	const entries = Object.values(value);
	const answers = entries.flatMap((entry) => readAnswer(entry) ?? []);
	if (answers.length === 0) return undefined;
	const parents = new Set(answers.map(({ heading }) => heading));
	return answers.filter((answer) => !isOptionOf(answer, parents));
}

/** Tally adds a field for each option of a question: the question itself has the choice already. */
function isOptionOf({ heading, value }: Answer, parents: ReadonlySet<string>): boolean {
	if (typeof value !== 'boolean' || !heading.endsWith(')')) return false;
	return parents.has(heading.slice(0, Math.max(0, heading.lastIndexOf(' ('))));
}

/** Values by the names of their fields, each as it is or in a record. */
function readFields(value: unknown): readonly Answer[] | undefined {
	if (!isRecord(value)) return undefined;
	return Object.entries(value).map(([heading, one]) => ({ heading, value: one }));
}

/** JSON text of values by the names of their fields, which Jotform numbers: `q3_name`. */
function readRawRequest(value: unknown): readonly Answer[] | undefined {
	if (typeof value !== 'string') return undefined;
	try {
		const answers = readFields(JSON.parse(value)) ?? [];
		return answers.flatMap(({ heading, value: one }) => {
			const [, name] = /^q\d+_(.+)$/.exec(heading) ?? [];
			if (name !== undefined) return [{ heading: name, value: one }];
			return isUploads(one) ? [{ heading, value: one }] : [];
		});
	} catch {
		return undefined;
	}
}

function isUploads(value: unknown): boolean {
	return Array.isArray(value) && value.every((one) => typeof one === 'string' && one.startsWith('https://'));
}

/** The invitee of a Calendly event: his own fields, and the answers to what he was asked. */
function readInvitee(value: unknown): readonly Answer[] | undefined {
	if (!isRecord(value) || !Array.isArray(value.questions_and_answers)) return undefined;
	const own = ['name', 'first_name', 'last_name', 'email', 'text_reminder_number', 'timezone'];
	const tracking = isRecord(value.tracking) ? Object.entries(value.tracking) : [];
	return [
		...own.map((heading) => ({ heading, value: value[heading] })),
		...(readList(value.questions_and_answers) ?? []),
		...tracking.map(([heading, one]) => ({ heading, value: one })),
	];
}

/**
 * Where answers are searched, in this order. The first place with a name or an email counts.
 * Sources: the form builders' own documents of their webhooks and APIs.
 */
export const PLACES: readonly Place[] = [
	{ form: 'Facebook Lead Ads', path: ['field_data'], read: readList },
	{ form: 'Typeform', path: ['form_response'], read: readTypeform },
	{ form: 'Typeform', path: [], read: readTypeform },
	{ form: 'Tally', path: ['data', 'fields'], read: readList },
	{ form: 'Jotform', path: ['rawRequest'], read: readRawRequest },
	{ form: 'Jotform', path: ['content', 'answers'], read: readList },
	{ form: 'Calendly', path: ['payload'], read: readInvitee },
	{ form: 'Fillout', path: ['submission', 'questions'], read: readList },
	{ form: 'Google Forms', path: ['namedValues'], read: readFields },
	{ form: 'Webflow', path: ['payload', 'data'], read: readFields },
	{ form: 'HubSpot', path: ['properties'], read: readList },
	{ form: 'HubSpot', path: ['properties'], read: readFields },
	{ form: 'a form', path: ['fields'], read: readList },
	{ form: 'Airtable', path: ['fields'], read: readFields },
	{ form: 'a form', path: ['answers'], read: readList },
	{ form: 'a form', path: ['answers'], read: readFields },
	{ form: 'a form', path: ['questions'], read: readList },
	{ form: 'a form', path: ['form_fields'], read: readFields },
	{ form: 'a form', path: ['data'], read: readList },
	{ form: 'a form', path: ['data'], read: readFields },
	{ form: 'a form', path: ['payload'], read: readFields },
	{ form: 'a form', path: ['values'], read: readList },
];
