import type * as playwright from 'playwright-core';

export interface Kept {
	playwright: typeof playwright;
	browser?: playwright.Browser;
	/** n8n's editor, signed in. */
	editorPage?: playwright.Page;
}

export const kept: Kept;

declare global {
	/** What one file of tests keeps for the next ones. */
	function keptForAllFiles(): Kept;
}
