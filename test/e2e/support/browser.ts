import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';

const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Quiet, and without what needs a screen or the network. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A headless Chromium, for all files of tests. Throws, and says how to get one, if it is not installed. */
export async function openBrowser(): Promise<Browser> {
	const kept = keptForAllFiles();
	kept.browser ??= await start();
	return kept.browser;
}

async function start(): Promise<Browser> {
	const places = [...(process.env.CHROMIUM_PATH === undefined ? [] : [process.env.CHROMIUM_PATH]), ...USUAL_PLACES];
	const executablePath = places.find((path) => existsSync(path));
	if (executablePath === undefined) {
		throw new Error(
			`The tests of n8n's editor need Chromium, and it is at none of ${places.join(', ')}. ` +
				'Install it (Debian: sudo apt-get install -y chromium), or set CHROMIUM_PATH to where it is.',
		);
	}
	// n8n's own spelling.
	const { chromium, selectors } = keptForAllFiles().playwright;
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, args: FLAGS });
}
