import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Credential } from '~/tools/n8n/workflow';
import { REPOSITORY } from '~/tools/repository';
import { Editor } from '~/test/e2e/support/editor';
import { pollyBotInN8n } from '~/test/e2e/support/pollyBotInN8n';
import { Film } from './film';
import { formWorkflow } from './formWorkflow';

const WINDOW = { width: 1120, height: 700 };
const WIDTH = 900;

const { rest, newCredential } = pollyBotInN8n({ profile: '2026' });
let folder: string;
let account: Credential;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'film-'));
	account = await newCredential({}, 'My PollyBot');
});

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

/** Needs ffmpeg. */
it.each(['light', 'dark'] as const)(
	'a moving picture, %s: a form, PollyBot, drag and drop, a lead, and the duplicate',
	async (colorScheme) => {
		const workflow = formWorkflow(account, { operation: 'create' });
		const id = await rest().importWorkflow({
			...workflow,
			name: 'Form to PollyBot',
			nodes: workflow.nodes.slice(0, 1),
			connections: {},
		});
		const editor = await Editor.open({ colorScheme, viewport: WINDOW, scale: WIDTH / WINDOW.width });
		const film = new Film(editor.page, await mkdtemp(join(folder, colorScheme)));
		const pause = async (seconds = 0.6) => {
			await editor.page.waitForTimeout(700);
			await film.hold(seconds);
		};
		await editor.openWorkflow(id);
		await pause(0.5);
		await film.click(editor.byTestId('canvas-handle-plus').last());
		await editor.byTestId('node-creator-search-bar').fill('pollybot');
		const node = editor.byTestId('node-creator-item-name').getByText('PollyBot', { exact: true });
		await node.waitFor();
		await pause();
		await film.click(node);
		const action = editor.page.getByText('Create lead', { exact: true });
		await action.waitFor();
		await pause(0.4);
		await film.click(action);
		await editor.byTestId('ndv').waitFor();
		await editor.page.waitForTimeout(1000);
		await editor.chooseCredential(account.name);
		await pause(0.5);
		for (const name of ['Name', 'Email']) {
			const field = editor.byTestId(`parameter-input-${name.toLowerCase()}`).first();
			await film.drag(editor.byTestId('run-data-schema-item').filter({ hasText: name }).last(), field);
			await field.getByText(`$json.${name}`).first().waitFor();
			await pause(0.5);
		}
		const output = editor.byTestId('output-panel');
		await film.click(editor.byTestId('node-execute-button'));
		await output.getByText('ann@example.com').first().waitFor();
		await film.click(output.getByText('Schema', { exact: true }).first());
		await pause(1.5);
		await film.click(editor.byTestId('node-execute-button'));
		const duplicate = output.getByText('Duplicate Branch (1 item)');
		await duplicate.waitFor();
		await film.click(duplicate);
		await pause(1.5);
		const name = colorScheme === 'light' ? 'first-lead' : 'first-lead-dark';
		await film.save(join(REPOSITORY, 'docs', 'images', `${name}.gif`));
		await editor.page.close();
	},
	900_000,
);
