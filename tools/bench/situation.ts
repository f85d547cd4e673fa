import type { Credential, WorkflowNode } from '~/tools/n8n/workflow';
import type { N8nRest } from '~/tools/n8n/rest';
import type { Sandbox, SandboxOptions } from '~/tools/sandbox';

/** A row of the table in docs/performance.md: some work, done by our node and in other ways. */
export interface Situation {
	/** For `--only`. */
	readonly name: string;
	/** The first cell of the row. */
	readonly work: string;
	/** The PollyBot that it is done with. @default responds after 20 ms, has no limit and no leads */
	readonly service?: SandboxOptions;
	/** How many rows go in. @default 1000 */
	readonly rows?: number;
	/** How many items must come out. @default as many as rows */
	readonly items?: number;
	readonly own: Way;
	/** By the names that the table gives them. */
	readonly others?: Readonly<Record<string, Way>>;
	/** How often each way is measured, in turns; the median counts. With 1, nothing is warmed up before. @default 3 */
	readonly runs?: number;
	/** Besides the time. For memory, n8n is restarted before each execution. */
	readonly shows?: 'memory' | 'requests';
	/** Our time, at most, as a part of the time of the first of the others. */
	readonly atMost?: number;
}

/** Does the work once. */
export type Way = (site: Site) => Promise<Figures>;

/** What a way works with: a real n8n, and the sandbox of its situation. */
export interface Site {
	readonly sandbox: Sandbox;
	/** Where leads are created. */
	readonly leadsUrl: string;
	readonly credential: Credential;
	readonly rest: N8nRest;
	/** The process id of n8n. */
	readonly pid: number;
	readonly rows: number;
	/** How many items must come out. */
	readonly items: number;
}

export interface Figures {
	/** Milliseconds. */
	readonly time: number;
	/** The most memory that n8n's process held. Bytes. */
	readonly memory?: number;
}

/** What a way came to: the median of its times, the rest of its last run. */
export interface Measurement extends Figures {
	readonly label: string;
	readonly requests: number;
	/** How many of them had a 429. */
	readonly rejected: number;
}

/** A node that is measured, and the nodes after it that a user needs to come to the same items. */
export type Chain = ReadonlyArray<Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters'>>;
