import { parseArgs } from 'node:util';

/** What `npm run bench -- …` was asked for. */
export interface Asked {
	/** One run of each, and fewer rows where there are many: to see that all works. */
	readonly isQuick: boolean;
	/** Whether docs/performance.md is written. */
	readonly write: boolean;
	/** The sections to run. */
	readonly names: readonly string[];
}

/** Reads the command line. Throws, with the names that there are, if it asks for a section that does not exist. */
export function readCommandLine(args: string[], known: readonly string[]): Asked {
	const { values } = parseArgs({
		args,
		options: {
			quick: { type: 'boolean', default: false },
			write: { type: 'boolean', default: false },
			only: { type: 'string', multiple: true, default: [] },
		},
	});
	const unknown = values.only.find((name) => !known.includes(name));
	if (unknown !== undefined) throw new Error(`No section is named "${unknown}". There are: ${known.join(', ')}.`);
	const names = values.only.length === 0 ? known : known.filter((name) => values.only.includes(name));
	return { isQuick: values.quick, write: values.write, names };
}
