import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';

/** Seconds for which a frame is shown while the mouse moves. */
const STEP = 0.08;

/**
 * Frames with how long each is shown: a slow machine makes the same film as a fast one.
 *
 * ffmpeg makes a GIF of them.
 */
export class Film {
	private readonly frames: Array<readonly [file: string, seconds: number]> = [];
	private at = { x: 560, y: 580 };

	constructor(
		private readonly page: Page,
		private readonly folder: string,
	) {}

	/** The mouse, which no screenshot has. */
	private async showMouse(): Promise<void> {
		await this.page.evaluate(({ x, y }) => {
			const known = document.getElementById('film-mouse');
			const mouse = known ?? document.body.appendChild(document.createElement('div'));
			mouse.id = 'film-mouse';
			mouse.innerHTML =
				'<svg width="22" height="28" viewBox="0 0 22 28"><path d="M2 1v21l5.500-5 3.500 8 4-1.700-3.500-8H19z" fill="#111" stroke="#fff" stroke-width="1.600"/></svg>';
			mouse.style.cssText = `position: fixed; left: ${x}px; top: ${y}px; z-index: 2147483647; pointer-events: none`;
		}, this.at);
	}

	async hold(seconds: number): Promise<void> {
		await this.showMouse();
		const file = join(this.folder, `${String(this.frames.length).padStart(3, '0')}.png`);
		await this.page.screenshot({ path: file, style: '.el-notification { visibility: hidden }' });
		this.frames.push([file, seconds]);
	}

	async moveTo(target: Locator, steps = 5): Promise<void> {
		await target.scrollIntoViewIfNeeded();
		const box = await target.boundingBox();
		if (!box) throw new Error('The place for the mouse is not to be seen.');
		const { x, y } = this.at;
		// Near the beginning of a wide target, where its text is.
		const to = { x: box.x + Math.min(box.width / 2, 90), y: box.y + box.height / 2 };
		for (let step = 1; step <= steps; step += 1) {
			const part = 0.5 - Math.cos((Math.PI * step) / steps) / 2;
			this.at = { x: x + (to.x - x) * part, y: y + (to.y - y) * part };
			await this.page.mouse.move(this.at.x, this.at.y);
			await this.hold(STEP);
		}
	}

	async click(target: Locator): Promise<void> {
		await this.moveTo(target);
		await this.hold(0.2);
		await this.page.mouse.click(this.at.x, this.at.y);
	}

	async drag(from: Locator, to: Locator): Promise<void> {
		await this.moveTo(from);
		await this.page.mouse.down();
		await this.moveTo(to, 7);
		await this.page.waitForTimeout(400);
		await this.hold(0.2);
		await this.page.mouse.up();
		await this.page.waitForTimeout(700);
	}

	async save(file: string): Promise<void> {
		const [last = ''] = this.frames.at(-1) ?? [];
		const list = this.frames.map(([frame, seconds]) => `file '${frame}'\nduration ${seconds}`).join('\n');
		const index = join(this.folder, 'frames.txt');
		await writeFile(index, `${list}\nfile '${last}'\n`);
		const colors =
			'[0]split[a][b];[a]palettegen=max_colors=160:stats_mode=diff[p];[b][p]paletteuse=dither=none:diff_mode=rectangle';
		const args = ['-y', '-f', 'concat', '-safe', '0', '-i', index, '-vsync', 'vfr', '-filter_complex', colors, file];
		await promisify(execFile)('ffmpeg', args);
	}
}
