import { open, readFile } from 'node:fs/promises';
import execa from 'execa';
import onExit from 'signal-exit';

const SECONDS_BETWEEN_LINES = 5;
const LOG_LINES_SHOWN = 25;

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
		await runToLog(step);
	} catch (error) {
		const lines = await lastLines(step.log);
		throw new Error(
			`${step.title}: ${error instanceof Error ? error.message : String(error)}\n${lines}\nThe whole log: ${step.log}`,
		);
	} finally {
		clearInterval(ticker);
	}
	say(`${step.title}: done in ${seconds()} s`);
}

async function runToLog({ title, command, args, cwd, env, log: file }: Step): Promise<void> {
	const log = await open(file, 'a');
	try {
		await log.write(`\n> ${title}\n> ${command} ${args.join(' ')}\n`);
		// A separate process group, so that what npm starts is ended with it.
		const options = { cwd, env, extendEnv: false, detached: true } as const;
		const child = execa(command, args, { ...options, stdio: ['ignore', log.fd, log.fd] });
		const stopListening = onExit(() => {
			// Not SIGTERM, on which npm takes back file by file what it did: the folder is made again anyway.
			if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
		});
		await child.finally(stopListening);
	} finally {
		await log.close();
	}
}

/** The last lines of a log, but for those about migrations of n8n's database. */
export async function lastLines(file: string): Promise<string> {
	const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
	const telling = lines.filter((line) => !/^(Starting|Finished) migration/.test(line));
	return telling
		.slice(-LOG_LINES_SHOWN)
		.map((line) => `  | ${line}`)
		.join('\n');
}
