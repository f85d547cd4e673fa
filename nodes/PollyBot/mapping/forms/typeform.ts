import { isRecord, type Answer } from './answer';

/** The answers of a Typeform response. The questions are in the form's definition. */
export function readTypeform(response: unknown): readonly Answer[] | undefined {
	if (!isRecord(response) || !Array.isArray(response.answers) || !isRecord(response.definition)) return undefined;
	const titles = titlesOf(response.definition.fields);
	const answers = response.answers.flatMap((answer): Answer[] => {
		if (!isRecord(answer) || !isRecord(answer.field)) return [];
		const { id, ref } = answer.field;
		const heading = titles.get(id) ?? titles.get(ref) ?? ref ?? id;
		const kind = typeof answer.type === 'string' ? answer.type : undefined;
		return typeof heading === 'string' && kind !== undefined ? [{ heading, value: answer[kind], kind }] : [];
	});
	const hidden = isRecord(response.hidden) ? Object.entries(response.hidden) : [];
	return [...answers, ...hidden.map(([heading, value]) => ({ heading, value }))];
}

/** Groups of questions in groups: Typeform's own have one level. */
const DEEPEST = 5;

/** The title of each question by its ID and its reference, those inside a group or a contact block included. */
function titlesOf(fields: unknown, titles = new Map<unknown, string>(), depth = 0): Map<unknown, string> {
	if (!Array.isArray(fields) || depth > DEEPEST) return titles;
	for (const field of fields) {
		if (!isRecord(field)) continue;
		const { id, ref, title, properties } = field;
		if (typeof title === 'string') for (const key of [id, ref]) if (key !== undefined) titles.set(key, title);
		if (isRecord(properties)) titlesOf(properties.fields, titles, depth + 1);
	}
	return titles;
}
