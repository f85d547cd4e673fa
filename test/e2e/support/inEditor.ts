import type { Browser } from 'playwright-core';

import { startBrowser } from './browser';
import { Editor } from './editor';

/** Opens n8n's editor in a browser for the tests of one file. */
export function inEditor(): { browser: () => Browser; editor: () => Editor } {
	let browser: Browser | undefined;
	let editor: Editor;
	beforeAll(async () => {
		browser = await startBrowser();
		editor = await Editor.open(browser);
	});
	afterAll(async () => {
		await browser?.close();
	});
	return {
		browser: () => {
			if (!browser) throw new Error('The browser has not started yet.');
			return browser;
		},
		editor: () => editor,
	};
}
