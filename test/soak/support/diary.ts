import { appendFileSync, copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is needed to find out afterwards what happened: files of one JSON object a line, in a folder that stays. */
export class Diary {
	readonly folder = mkdtempSync(join(tmpdir(), 'pollybot-soak-'));
	private readonly started = Date.now();

	note(file: string, what: object): void {
		appendFileSync(join(this.folder, `${file}.ndjson`), `${JSON.stringify({ at: Date.now(), ...what })}\n`);
	}

	/** Tells whoever watches, immediately: Jest holds back what goes to the console. */
	say(line: string): void {
		const time = new Date(Date.now() - this.started).toISOString().slice(11, 19);
		process.stderr.write(`[${time}] ${line}\n`);
		this.note('events', { line });
	}

	keep(file: string, name: string): void {
		if (existsSync(file)) copyFileSync(file, join(this.folder, name));
	}
}
