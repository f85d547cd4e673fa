import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';

const SECONDS_BETWEEN_LINES = 5;
const LOG_LINES_SHOWN = 25;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Step {
	/** What is done, for the progress line: "step 1 of 4: …". */
	title: string;
	command: string;
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** All output goes to the end of this file. */
	log: string;
}

/**
 * Runs a command that takes minutes, and says every few seconds that it is still at work.
 * Throws, with the last lines of the log, when it fails. Ends it when this process is told to end.
 */
export async function runStep(step: Step, say: (line: string) => void): Promise<void> {
	const started = Date.now();
	const seconds = () => Math.round((Date.now() - started) / 1000);
	say(`${step.title} …`);
	const ticker = setInterval(() => {
		say(`${step.title} … ${seconds()} s`);
	}, SECONDS_BETWEEN_LINES * 1000);
	try {
		const failure = await runToLog(step);
		if (failure) throw new Error(`${step.title}: ${failure}\n${await lastLines(step.log)}\nThe whole log: ${step.log}`);
	} finally {
		clearInterval(ticker);
	}
	say(`${step.title}: done in ${seconds()} s`);
}

/** Resolves to undefined, or to what went wrong. */
async function runToLog(step: Step): Promise<string | undefined> {
	const log = createWriteStream(step.log, { flags: 'a' });
	log.write(`\n> ${step.title}\n> ${step.command} ${step.args.join(' ')}\n`);
	const child = spawn(step.command, step.args, {
		cwd: step.cwd,
		env: step.env,
		// A process group of its own, so that what npm starts is ended with it.
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	const stopListening = endWithThisProcess(child);
	try {
		return await new Promise((resolve) => {
			child.once('error', (error) => {
				resolve(`could not be started (${error.message})`);
			});
			child.once('close', (code, signal) => {
				resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${String(code)}`}`);
			});
		});
	} finally {
		stopListening();
		log.end();
		await finished(log);
	}
}

/** Ends the child when this process ends or is told to. Returns what takes that back. */
function endWithThisProcess(child: ChildProcess): () => void {
	const endChild = () => {
		// Not SIGTERM, on which npm takes back file by file what it did: the folder is made anew anyway.
		if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
			process.kill(-child.pid, 'SIGKILL');
	};
	const onSignal = (signal: NodeJS.Signals) => {
		endChild();
		// Having listened to the signal must not save this process, if nobody else takes care of it.
		if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
	};
	process.once('exit', endChild);
	for (const signal of SIGNALS) process.once(signal, onSignal);
	return () => {
		process.removeListener('exit', endChild);
		for (const signal of SIGNALS) process.removeListener(signal, onSignal);
	};
}

async function lastLines(file: string): Promise<string> {
	const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
	return lines
		.slice(-LOG_LINES_SHOWN)
		.map((line) => `  | ${line}`)
		.join('\n');
}
