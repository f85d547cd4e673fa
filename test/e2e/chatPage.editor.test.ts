import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import execa from 'execa';
import { openBrowser } from './support/browser';
import { publishChatPage } from './support/chatPage';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n();

let folder: string;

beforeAll(async () => {
	// n8n's chat page loads its script from a CDN, which may be out of reach: here it is the same package, from npm.
	folder = await mkdtemp(join(tmpdir(), 'n8n-chat-'));
	const { stdout } = await execa('npm', ['pack', '@n8n/chat@1.37.0', '--silent'], { cwd: folder });
	await execa('tar', ['xzf', stdout.trim()], { cwd: folder });
});
afterAll(async () => {
	await rm(folder, { recursive: true });
});

it('Three messages on the public chat page are one conversation, and the sandbox shows it', async () => {
	const { id, path } = await publishChatPage(rest(), credential());
	const browser = await openBrowser();
	const page = await browser.newPage();
	await page.route('https://cdn.jsdelivr.net/**', async (route) => {
		const file = basename(new URL(route.request().url()).pathname);
		const contentType = extname(file) === '.css' ? 'text/css' : 'text/javascript';
		const body = file.startsWith('normalize') ? '' : await readFile(join(folder, 'package', 'dist', file), 'utf8');
		await route.fulfill({ contentType, body, headers: { 'Access-Control-Allow-Origin': '*' } });
	});
	await page.goto(`${host.url()}${path}`);
	const said = ['Hello', 'Do you ship to Norway?', 'Thank you'];
	for (const [index, text] of said.entries()) {
		await page.locator('textarea').fill(text);
		await page.keyboard.press('Enter');
		await page.getByText(`That was message ${index + 1} of our conversation.`).waitFor();
	}
	const conversations = sandbox().conversations();
	expect(conversations.map(({ messages }) => messages.map(({ message }) => message))).toEqual([said]);
	await page.goto(sandbox().url);
	const shown = page.locator('[data-conversation] li');
	await shown.getByText('Do you ship to Norway?').first().waitFor();
	expect(await shown.count()).toBe(3);
	await page.close();
	await rest().deactivate(id);
});
