import type { Source } from '~/nodes/PollyBot/parameters/parameter';

/** What parameters are read from, instead of n8n: their values by path, and what else a test is about. */
export function sourceOf(values: Readonly<Record<string, unknown>>, others: Partial<Source> = {}): Source {
	return {
		get: (path, preset) => (Object.hasOwn(values, path) ? values[path] : preset),
		expressionOf: () => undefined,
		isTool: false,
		timezone: 'UTC',
		chatbotId: 'cb_1',
		json: {},
		...others,
	};
}
