import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { startBrowser } from './support/browser';
import { publishChatPage } from './support/chatPage';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n();

const run = promisify(execFile);

/** n8n's chat page loads its script from a public server: the same package, from the registry. */
const PACKAGE = '@n8n/chat@1.37.0';

let browser: Browser;
let script: string;

beforeAll(async () => {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-chat-'));
	const { stdout } = await run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder]);
	await run('tar', ['xzf', join(folder, stdout.trim()), '-C', folder]);
	script = await readFile(join(folder, 'package/dist/chat.bundle.es.js'), 'utf8');
	browser = await startBrowser();
});
afterAll(async () => {
	await browser.close();
});

it('Three messages on the public chat page are one conversation, and the sandbox shows it', async () => {
	const { id, path } = await publishChatPage(rest(), credential());
	const page = await browser.newPage();
	await page.route('https://cdn.jsdelivr.net/**', async (route) => {
		const isScript = route.request().url().endsWith('.js');
		await route.fulfill({
			contentType: isScript ? 'text/javascript' : 'text/css',
			body: isScript ? script : '',
			headers: { 'Access-Control-Allow-Origin': '*' },
		});
	});
	await page.goto(`${host.url()}${path}`);
	const said = ['Hello', 'Do you ship to Norway?', 'Thank you'];
	for (const [index, text] of said.entries()) {
		await page.locator('textarea').fill(text);
		await page.keyboard.press('Enter');
		await page.getByText(`That was message ${index + 1} of our conversation.`).waitFor();
	}
	expect(
		sandbox()
			.conversations()
			.map(({ messages }) => messages.map(({ message }) => message)),
	).toEqual([said]);
	await page.goto(sandbox().url);
	await page.locator('[data-conversation]').getByText('Do you ship to Norway?').first().waitFor();
	expect(await page.locator('[data-conversation] li').count()).toBe(3);
	await page.close();
	await rest().deactivate(id);
});
