/** Longer sentences are cut: n8n shows all of one. */
const LONGEST = 4000;

/**
 * A sentence for n8n's editor, which shows hints, messages in its corner and the description of an error as HTML. A
 * heading or a service may contain tags: their brackets are replaced by ones that look alike, in HTML and elsewhere.
 */
export function plainText(sentence: string): string {
	const short = sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence;
	return short.replaceAll('<', '‹').replaceAll('>', '›');
}
