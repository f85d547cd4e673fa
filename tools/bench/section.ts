import type { SectionFindings } from './findings';
import type { Laboratory } from './laboratory';

/** What a section of the benchmark works with. */
export interface Bench {
	readonly isQuick: boolean;
	/** Tells the person who waits how far it is. */
	readonly say: (line: string) => void;
	/** n8n and the sandbox, started when a section first asks for them, and kept for the others. */
	readonly laboratory: () => Promise<Laboratory>;
}

/** A part of the benchmark that can be run by itself. */
export interface Section {
	/** What `--only` takes. */
	readonly name: string;
	/** Whether no other n8n may run meanwhile: it is measured before the laboratory opens. @default false */
	readonly standsAlone?: boolean;
	readonly measure: (bench: Bench) => Promise<SectionFindings>;
}
