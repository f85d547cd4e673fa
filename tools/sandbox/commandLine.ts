import { parseArgs } from 'node:util';
import { PROFILE_NAMES, type ProfileName } from './api/profile';
import type { SandboxOptions } from './service';

const USUAL_PORT = 4010;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How the sandbox is to be started.
 *
 * @param args without the program: `--profile 2026`
 * @throws Error in words for the person who typed it
 */
export function readCommandLine(args: string[], environment: Environment): SandboxOptions {
	const { values } = parseArgs({ args, options: { profile: { type: 'string', default: '1.0' } } });
	return {
		profile: profileOf(values.profile),
		port: numberFrom(environment, 'PORT', 0) ?? USUAL_PORT,
		apiKey: textFrom(environment, 'API_KEY'),
		limit: numberFrom(environment, 'RATE_LIMIT', 0),
		windowSeconds: numberFrom(environment, 'RATE_WINDOW_SECONDS', 0.001),
		latencyMs: numberFrom(environment, 'LATENCY_MS', 0),
	};
}

function profileOf(text: string): ProfileName {
	const profile = PROFILE_NAMES.find((name) => name === text);
	if (profile !== undefined) return profile;
	throw new Error(`--profile is ${JSON.stringify(text)}: it must be ${PROFILE_NAMES.join(' or ')}.`);
}

/** An empty variable counts as not set. */
function textFrom(environment: Environment, name: string): string | undefined {
	const text = environment[name]?.trim();
	return text === '' ? undefined : text;
}

function numberFrom(environment: Environment, name: string, least: number): number | undefined {
	const text = textFrom(environment, name);
	const value = text === undefined ? undefined : Number(text);
	if (value === undefined || (Number.isFinite(value) && value >= least)) return value;
	throw new Error(`${name} is ${JSON.stringify(text)}: it must be a number of at least ${least}.`);
}
