export interface Chatbot {
	readonly chatbotId: string;
}

/** Which of the two documented families of paths is used: the leads of one chatbot, or those of the whole workspace. */
export type Scope = Chatbot | 'workspace';

/** The collection of leads: create and list. Source: PollyBot Leads API v1.0, Create Lead. */
export function leadsPath(scope: Scope): string {
	if (scope === 'workspace') return '/api/v1/leads';
	return `/api/v1/chatbots/${encodeURIComponent(scope.chatbotId)}/leads`;
}

/** One lead: get, update and delete. Source: PollyBot Leads API v1.0, Get Lead. */
export function leadPath(scope: Scope, leadId: string): string {
	return `${leadsPath(scope)}/${encodeURIComponent(leadId)}`;
}

/** Source: PollyBot API v1.0, Send Message. */
export function chatPath({ chatbotId }: Chatbot): string {
	return `/api/v1/chatbots/${encodeURIComponent(chatbotId)}/chat`;
}

/** What a list is asked for. Empty fields are not sent. Source: PollyBot Leads API v1.0, List Leads. */
export type ListQuery = Readonly<Record<string, string | number | undefined>>;

export function listPath(scope: Scope, query: ListQuery): string {
	const pairs = Object.entries(query).flatMap(([name, value]) =>
		value === undefined || value === ''
			? []
			: [`${name}=${encodeURIComponent(String(value).replace(LONE_SURROGATES, '\ufffd'))}`],
	);
	return `${leadsPath(scope)}?${pairs.join('&')}`;
}

/** The longest that an ID is taken for one, in characters. */
const LONGEST_ID = 255;

/** Whether a value of a response can be a lead's ID: JSON's larger numbers are those of other leads once they are read. */
export function isLeadId(value: unknown): value is string | number {
	if (typeof value === 'number') return Number.isSafeInteger(value);
	return typeof value === 'string' && value !== '' && value.length <= LONGEST_ID;
}

/** Halves of characters that take two places: they cannot be encoded. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Whether an id can stand in a path: `.` and `..` would name another path. */
export function isPathSegment(id: string): boolean {
	return id !== '' && id !== '.' && id !== '..' && id.search(LONE_SURROGATES) < 0;
}

/** The chatbot's ID in the widget code of a website. */
const WIDGET = /data-chatbot-id\s*=(?:[\s\\"'“”]|&quot;)*([^\\"'“”\s>&]+)/i;

/** A text that is longer is no widget code. */
const LONGEST_WIDGET = 5000;

/** Returns the ID in a text that is one, or the widget code of a website. */
export function chatbotIdIn(text: string): string {
	return WIDGET.exec(text.slice(0, LONGEST_WIDGET))?.[1] ?? text;
}
