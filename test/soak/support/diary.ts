import { appendFileSync, copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is needed to find out afterwards what happened: files of one JSON object a line, in a folder that stays. */
export class Diary {
	readonly folder = mkdtempSync(join(tmpdir(), 'pollybot-soak-'));
	private readonly started = Date.now();

	note(file: string, what: object): void {
		appendFileSync(join(this.folder, `${file}.ndjson`), `${JSON.stringify(what)}\n`);
	}

	/** Tells whoever watches, at once: Jest holds back what goes to the console. */
	say(line: string): void {
		const seconds = Math.round((Date.now() - this.started) / 1000);
		const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
		process.stderr.write(`[${time}] ${line}\n`);
		this.note('events', { at: Date.now(), line });
	}

	keep(file: string, name: string): void {
		if (existsSync(file)) copyFileSync(file, join(this.folder, name));
	}
}
