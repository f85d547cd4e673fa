import { RateWindow } from './rateLimit';

/** What a visitor and a chatbot said to each other. */
export interface Conversation {
	id: string;
	chatbotId: string;
	messages: Array<{ message: string; response: string; metadata?: unknown }>;
}

/** The conversations of a workspace, and how many messages its chatbots still answer. */
export class ChatStore {
	conversations: Conversation[] = [];
	/** Messages that the plan pays for. */
	credits = Infinity;
	private windows = new Map<string, RateWindow>();
	private limit = 1000;

	/** The window of the chatbot, which is its own: it has nothing to do with that of the key. */
	windowOf(chatbotId: string): RateWindow {
		const window = this.windows.get(chatbotId) ?? new RateWindow(this.limit, 3_600_000);
		this.windows.set(chatbotId, window);
		return window;
	}

	/** @param limit messages an hour for each chatbot */
	reset(credits = Infinity, limit = 1000): void {
		Object.assign(this, { credits, limit, windows: new Map(), conversations: [] });
	}
}
