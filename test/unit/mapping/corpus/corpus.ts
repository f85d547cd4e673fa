import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An item, and what automatic mapping should make of it. */
export interface Case {
	readonly language: string;
	readonly kind: string;
	readonly source: string;
	readonly json: object;
	/** The fields of the lead; absent where the row must be rejected. */
	readonly lead?: Readonly<Record<string, unknown>>;
	/** The keys and values that its metadata should contain. */
	readonly metadata?: Readonly<Record<string, unknown>>;
	/** What a rejection must say. */
	readonly rejected?: string;
	/** Texts that must not be anywhere in the lead. */
	readonly never: readonly string[];
	/** Fields of the lead that may be there or not. */
	readonly loose: readonly string[];
}

const here = (file: string) => readFileSync(join(__dirname, file), 'utf8').split('\n').filter(Boolean);

const VALUES: Readonly<Record<string, string>> = {
	name: 'Anna Muster',
	first: 'Anna',
	infix: 'van',
	last: 'Muster',
	last2: 'Garcia',
	email: 'anna@example.com',
	phone: '+1-555-0100',
	source: 'fair',
	status: 'new',
};

/** Where the family name stands first. */
const FAMILY_FIRST = ['hu', 'zh', 'zht', 'ko', 'ja'];

function sheetCase(line: string): Case {
	const [labels = '', source = '', headings = ''] = line.split(' § ');
	const [language = '', kind = ''] = labels.split(' ');
	const cells = headings.split(' | ').map((cell, index) => {
		const [, heading = '', meaning = '', text] = /^(.*?)(?:>([a-z0-9]+))?(?:=(.*))?$/.exec(cell) ?? [];
		const given = text ?? VALUES[meaning] ?? `value ${index}`;
		return { heading, meaning, value: given.startsWith('§') ? (JSON.parse(given.slice(1)) as unknown) : given };
	});
	const of = (meaning: string) => cells.find((cell) => cell.meaning === meaning)?.value;
	const parts = ['first', 'infix', 'last', 'last2'];
	if (FAMILY_FIRST.includes(language)) parts.reverse();
	const name = of('name') ?? parts.map(of).filter(Boolean).join(' ');
	const others = ['email', 'phone', 'source', 'status'].flatMap((field) => {
		const value = of(field);
		return value === undefined ? [] : [[field, value] as const];
	});
	return {
		language,
		kind,
		source,
		json: Object.fromEntries(cells.map(({ heading, value }) => [heading, value])),
		lead: { name, ...Object.fromEntries(others) },
		metadata: Object.fromEntries(cells.filter(({ meaning }) => meaning === '').map((c) => [c.heading, c.value])),
		never: cells.filter(({ meaning }) => meaning === 'never').map(({ value }) => String(value)),
		loose: [],
	};
}

interface Line {
	readonly lang: string;
	readonly kind: string;
	readonly form: string;
	readonly json: object;
	readonly lead?: Readonly<Record<string, unknown>>;
	readonly rejected?: string;
	readonly webhook?: true;
	readonly never?: readonly string[];
	readonly loose?: readonly string[];
}

function payloadCase(line: string): Case {
	const { lang, form, json, webhook, never = [], loose = [], ...rest } = JSON.parse(line) as Line;
	const call = {
		headers: { host: 'n8n.example.com', cookie: 'session=abc' },
		params: {},
		query: {},
		body: json,
		webhookUrl: 'https://n8n.example.com/webhook/abc',
		executionMode: 'production',
	};
	return { ...rest, language: lang, source: form, json: webhook ? call : json, never, loose };
}

export const SHEETS: readonly Case[] = here('sheets.txt')
	.filter((line) => !line.startsWith('#'))
	.map(sheetCase);

export const FORMS: readonly Case[] = here('payloads.jsonl').map(payloadCase);

/** What a mapping made of an item: the fields of the lead, or the sentence of a rejection. */
export type Mapped = { readonly lead: Readonly<Record<string, unknown>> } | { readonly rejected: string };

export type Verdict = 'right' | 'short' | 'rejected' | 'wrong';

/** Judges a mapping. *Short* is a lead without a field that it should have; *wrong* is one with a value that is not its own. */
export function judge({ lead, metadata, rejected, never, loose }: Case, mapped: Mapped): Verdict {
	if ('rejected' in mapped) return rejected !== undefined && mapped.rejected.includes(rejected) ? 'right' : 'rejected';
	if (!lead || never.some((text) => JSON.stringify(mapped.lead).includes(text))) return 'wrong';
	const fields = ['name', 'email', 'phone', 'source', 'status'].filter((field) => !loose.includes(field));
	if (fields.some((field) => mapped.lead[field] !== undefined && mapped.lead[field] !== lead[field])) return 'wrong';
	if (fields.some((field) => mapped.lead[field] !== lead[field])) return 'short';
	if (metadata === undefined) return 'right';
	const extras = (mapped.lead.metadata ?? {}) as Record<string, unknown>;
	const isSame = JSON.stringify(Object.entries(extras).sort()) === JSON.stringify(Object.entries(metadata).sort());
	return isSame ? 'right' : 'short';
}
