import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';

import { REPOSITORY } from '~/tools/repository';
import { openBrowser } from './browser';
import { host, OWNER } from './host';

const PICTURES = join(REPOSITORY, 'test', 'e2e', 'pictures');

const WINDOW = { width: 1440, height: 1000 };

export interface EditorOptions {
	colorScheme?: 'light' | 'dark';
	/** Where pictures are kept. */
	pictures?: string;
	/** The size of the window. */
	viewport?: { width: number; height: number };
	/** Pixels of a picture for one of the window. @default 1 */
	scale?: number;
}

/** n8n's editor in a browser, as a person uses it. */
export class Editor {
	/** @param page where the editor is open */
	constructor(
		readonly page: Page,
		private readonly pictures = PICTURES,
	) {}

	/** Opens the editor and signs in. */
	static async open(options: EditorOptions = {}): Promise<Editor> {
		const { colorScheme = 'light', pictures = PICTURES, viewport = WINDOW, scale = 1 } = options;
		const browser = await openBrowser();
		const page = await browser.newPage({ viewport, colorScheme, deviceScaleFactor: scale, reducedMotion: 'reduce' });
		// Less than a test has: one that has failed must not go on in the page of the next.
		page.setDefaultTimeout(100_000);
		await page.goto(`${host.url()}/signin`);
		await page.fill('input[type=email]', OWNER.email);
		await page.fill('input[type=password]', OWNER.password);
		await page.keyboard.press('Enter');
		const editor = new Editor(page, pictures);
		await editor.home.waitFor();
		return editor;
	}

	async openWorkflow(id: string): Promise<void> {
		await this.goTo(`/workflow/${id}`, this.byTestId('canvas-node').first());
	}

	/** Begins a new workflow. Returns what adds its first node. */
	private async newWorkflow(): Promise<Locator> {
		const add = this.byTestId('canvas-add-button');
		await this.goTo('/workflow/new', add);
		return add;
	}

	/** The name of the list of workflows, which is the editor's first page. */
	private get home(): Locator {
		return this.byTestId('project-name').first();
	}

	/** Goes to a page by way of the list of workflows, as a person does: to load the editor again takes 10 s of a core. */
	private async goTo(path: string, arrived: Locator): Promise<void> {
		// The dialog that follows a publication would stay open.
		await this.page.keyboard.press('Escape');
		await this.show('/home/workflows', this.home);
		await this.show(path, arrived);
	}

	/**
	 * Has the editor show a page, as the browser's Back and Forward do: again, if it goes back to a new workflow instead, which
	 * it does where its own saving ends meanwhile.
	 */
	private async show(path: string, arrived: Locator): Promise<void> {
		const leave = this.page.getByRole('button', { name: 'Leave without saving' });
		for (let triesLeft = 4; ; triesLeft -= 1) {
			await this.page.evaluate((to) => {
				const state = { ...(history.state as object), current: to };
				history.pushState(state, '', to);
				dispatchEvent(new PopStateEvent('popstate', { state }));
			}, path);
			try {
				await leave.or(arrived).first().waitFor({ timeout: 20_000 });
				if (await leave.isVisible()) await leave.click();
				await arrived.waitFor({ timeout: 20_000 });
				return;
			} catch (error) {
				if (triesLeft === 0) throw error;
			}
		}
	}

	/** The menu's "Import from File", in a new workflow. */
	async importFile(file: string): Promise<void> {
		await this.newWorkflow();
		await this.byTestId('workflow-import-input').setInputFiles(file);
		await this.byTestId('canvas-node').first().waitFor();
	}

	/** Waits until n8n has saved a new workflow, which it does by itself. Returns the workflow's id. */
	async saved(): Promise<string> {
		await this.page.keyboard.press('Control+s');
		await this.page.waitForURL(
			(url) => /\/workflow\/(?!new)[^/?]+$/.test(url.pathname) && !url.searchParams.has('new'),
		);
		return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
	}

	/** Begins a new workflow with a service's trigger, whose panel then is open. */
	async beginWith(service: string, trigger: string): Promise<void> {
		await (await this.newWorkflow()).click();
		await this.byTestId('node-creator-search-bar').fill(service);
		await this.byTestId('node-creator-item-name').getByText(service, { exact: true }).click();
		await this.page.getByText(trigger, { exact: true }).first().click();
		await this.byTestId('ndv').waitFor();
	}

	/** Begins a new workflow with a form, whose panel then is open. */
	async beginWithForm(title: string, labels: string[]): Promise<void> {
		await (await this.newWorkflow()).click();
		await this.page.getByText('On form submission', { exact: true }).click();
		await this.byTestId('ndv').waitFor();
		await this.byTestId('parameter-input-formTitle').locator('input').fill(title);
		for (const [index, label] of labels.entries()) {
			await this.page.getByRole('button', { name: 'Add Form Element' }).click();
			await this.byTestId('parameter-input-fieldLabel').nth(index).locator('input').fill(label);
		}
	}

	/** Chooses a credential in the open node's panel. */
	async chooseCredential(name: string): Promise<void> {
		await this.byTestId('node-credentials-select').first().click();
		await this.page.getByRole('option', { name }).first().click();
	}

	/** Turns the open workflow on. */
	async publish(): Promise<void> {
		await this.page.getByRole('button', { name: 'Publish' }).first().click();
		await this.page.getByRole('dialog').getByRole('button', { name: 'Publish' }).last().click();
	}

	/** The names of the node types that the node creator lists for what is typed. */
	async searchNodes(text: string): Promise<string[]> {
		await this.byTestId('node-creator-plus-button').click();
		await this.byTestId('node-creator-search-bar').fill(text);
		await this.byTestId('node-creator-node-item').first().waitFor();
		return await this.byTestId('node-creator-item-name').allInnerTexts();
	}

	/** The node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** The labels of a node's outputs on the canvas, from top to bottom. */
	async outputLabels(name: string): Promise<string[]> {
		const handles = this.node(name).locator('xpath=ancestor-or-self::*[contains(@class, "vue-flow__node")][1]');
		const texts = await handles.getByTestId('canvas-node-output-handle').allInnerTexts();
		return texts.map((text) => text.trim());
	}

	/** The number of items that n8n shows on a connection after an execution: "60 items". */
	connection(from: string, to: string): Locator {
		return this.page.locator(
			`[data-test-id="edge-label"][data-source-node-name="${from}"][data-target-node-name="${to}"]`,
		);
	}

	async execute(): Promise<void> {
		await this.byTestId('execute-workflow-button').click();
		await this.page.getByText('Workflow executed successfully').waitFor();
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.byTestId('ndv').waitFor();
	}

	async closeNode(): Promise<void> {
		await this.byTestId('ndv-close-button').click();
		await this.byTestId('ndv').waitFor({ state: 'hidden' });
	}

	/** The labels of the fields in the open node's panel, from top to bottom. */
	async fieldLabels(): Promise<string[]> {
		const texts = await this.byTestId('node-parameters').first().getByTestId('input-label').allInnerTexts();
		// A label is followed by its field's buttons and value.
		return texts.map((text) => text.split('\n')[0]?.trim() ?? '');
	}

	/** Chooses an option of a field in the open node's panel. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.byTestId(`parameter-input-${parameter}`).click();
		await this.page.getByRole('option', { name: option }).first().click();
	}

	/** Unfolds the URLs in the open trigger's panel. */
	async openWebhookUrls(): Promise<void> {
		await this.byTestId('ndv').getByText('Webhook URLs', { exact: true }).first().click();
	}

	/** The unfolded URLs, after a click on the kind that is wanted. */
	async webhookUrls(kind: 'Test URL' | 'Production URL'): Promise<string[]> {
		await this.byTestId('ndv').getByText(kind, { exact: true }).first().click();
		const texts = await this.page.locator('.webhook-url').allInnerTexts();
		return texts.map((text) => text.trim());
	}

	/** Waits for a call of the test URL, as "Execute step" in the open trigger's panel does. */
	async listen(): Promise<void> {
		await this.byTestId('trigger-execute-button').first().click();
		await this.page.getByText('Listening for').first().waitFor();
	}

	/** Types a value into a field of the open credential, and saves it, which tests it. */
	async changeCredential(field: string, value: string): Promise<void> {
		await this.byTestId(`parameter-input-${field}`).locator('input').fill(value);
		await this.byTestId('credential-save-button').click();
	}

	/** Adds a node after the last one, as a person does: the plus, a search, the node, one of its actions. */
	async addNode(search: string, name: string, action: string): Promise<void> {
		await this.byTestId('canvas-handle-plus').last().click();
		await this.byTestId('node-creator-search-bar').fill(search);
		await this.byTestId('node-creator-item-name').getByText(name, { exact: true }).click();
		await this.page.getByText(action, { exact: true }).click();
		await this.byTestId('ndv').waitFor();
	}

	/** Makes a credential in the open node's panel. n8n closes the dialog by itself when its test has passed. */
	async createCredential(fields: Record<string, string>): Promise<void> {
		// The first credential of a kind has a button, later ones a list.
		const connect = this.page.getByRole('button', { name: /^Connect to/ });
		const list = this.byTestId('node-credentials-select').first();
		await connect.or(list).click();
		if (await list.isVisible()) await this.page.getByText('Create new credential').first().click();
		const dialog = this.byTestId('editCredential-modal');
		for (const [field, value] of Object.entries(fields)) {
			await dialog.getByTestId(`parameter-input-${field}`).locator('input').fill(value);
		}
		await this.byTestId('credential-save-button').click();
		await dialog.waitFor({ state: 'hidden' });
	}

	/**
	 * Drags a field of the input onto a field of the open node's panel, once more if a busy editor let it fall.
	 *
	 * @param shownIn where the expression is to be seen then, if not in the target
	 */
	async dragField(field: string, target: Locator, shownIn = target): Promise<void> {
		const arrived = shownIn.getByText(`$json.${field}`);
		for (let tries = 1; tries <= 3; tries += 1) {
			await this.drag(this.byTestId('run-data-schema-item').filter({ hasText: field }).last(), target);
			const isThere = await arrived
				.first()
				.waitFor({ timeout: 3000 })
				.then(
					() => true,
					() => false,
				);
			if (isThere) return;
		}
		throw new Error(`The field "${field}" did not arrive where it was dragged.`);
	}

	private async drag(pill: Locator, target: Locator): Promise<void> {
		await target.scrollIntoViewIfNeeded();
		const [from, to] = [await pill.boundingBox(), await target.boundingBox()];
		if (!from || !to) throw new Error('What is to be dragged, or the place for it, is not to be seen.');
		const { mouse } = this.page;
		await mouse.move(from.x + 30, from.y + from.height / 2);
		await mouse.down();
		await mouse.move(from.x + 60, from.y + 20, { steps: 5 });
		await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 15 });
		await this.page.waitForTimeout(300);
		await mouse.up();
	}

	byTestId(id: string): Locator {
		return this.page.getByTestId(id);
	}

	/** Keeps a picture; of some nodes only, if they are named. */
	async picture(name: string, nodes: string[] = []): Promise<void> {
		const margin = { across: 18, above: 30, below: 60 };
		await this.pictureOf(
			name,
			nodes.map((node) => this.node(node)),
			margin,
		);
	}

	/** Keeps a picture of some parts of the page; of the whole page, if none are given. */
	async pictureOf(name: string, parts: Locator[], margin: Margin = { across: 0, above: 0, below: 0 }): Promise<void> {
		await mkdir(this.pictures, { recursive: true });
		const boxes = await Promise.all(parts.map(async (part) => await part.boundingBox()));
		const known = boxes.filter((box) => box !== null);
		const clip = around(known, margin);
		const dialog = (await this.byTestId('ndv').isVisible()) ? await this.byTestId('ndv').boundingBox() : null;
		// A part that is scrolled ends with the open node, before its round corners.
		if (clip && dialog) clip.height = Math.min(clip.height, dialog.y + dialog.height - 12 - clip.y);
		// Notifications come and go, and cover what the picture is of.
		const style =
			'.el-notification, .el-tooltip__popper, [data-test-id="floating-node"], [data-test-id="execute-workflow-button"] { visibility: hidden }';
		await this.page.screenshot({ path: join(this.pictures, `${name}.png`), clip, style });
	}
}

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** Room around what a picture is of: below a node stands its name. */
interface Margin {
	readonly across: number;
	readonly above: number;
	readonly below: number;
}

/** The rectangle that contains all boxes. */
function around(boxes: Box[], { across, above, below }: Margin): Box | undefined {
	if (boxes.length === 0) return undefined;
	const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - across);
	const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - above);
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + across;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + below;
	return { x: left, y: top, width: right - left, height: bottom - top };
}
