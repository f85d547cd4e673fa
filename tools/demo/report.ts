import Table from 'cli-table3';

import { asRecord, type Execution, type ExecutionItem, outputItems } from '~/tools/n8n/executionRecord';
import { NODES } from './spreadsheetExample';

/** The headings of examples/leads.csv that the report shows. */
const NAME = 'Full Name';
const EMAIL = 'E-Mail Address';

/** How many created leads are listed one by one. */
const CREATED_SHOWN = 10;

/** A table without borders, but for a line below its heading. */
const SIDES = ['', '-mid', '-left', '-right'].flatMap((end) =>
	['top', 'bottom', 'left', 'right'].map((side) => side + end),
);
const LINES = {
	...Object.fromEntries([...SIDES, 'mid-mid', 'middle'].map((name) => [name, ''] as const)),
	'left-mid': '  ',
};
const STYLE = { head: [], border: [], 'padding-left': 2, 'padding-right': 0, compact: true };

/** What became of the spreadsheet's rows. */
export interface Results {
	rows: number;
	created: ResultRow[];
	duplicates: ResultRow[];
	errors: ResultRow[];
	/** What the node said in the output pane. */
	hints: string[];
}

export interface ResultRow {
	/** As a spreadsheet numbers it: the heading is row 1. */
	row: number;
	name: string;
	email: string;
	/** The lead's id, or the reason. */
	result: string;
}

/** Reads what became of each row from an execution of the example workflow. */
export function readResults(execution: Execution): Results {
	const rows = outputItems(execution, NODES.rows);
	const [created, duplicates, errors] = [0, 1, 2].map((output) => outputItems(execution, NODES.create, output));
	const read = (items: ExecutionItem[] | undefined, result: (json: Record<string, unknown>) => string) =>
		(items ?? []).map((item) => resultRow(item, rows, result(item.json)));
	return {
		rows: rows.length,
		created: read(created, ({ id }) => String(id)),
		duplicates: read(duplicates, duplicateOf),
		errors: read(errors, ({ error }) => reason(asRecord(error))),
		hints: execution.runs[NODES.create]?.[0]?.hints ?? [],
	};
}

/** Formats the results for a terminal. */
export function report({ rows, created, duplicates, errors, hints }: Results): string {
	const more = created.length - CREATED_SHOWN;
	return [
		`${rows} rows: ${created.length} created, ${duplicates.length} existing, ${errors.length} to correct`,
		...section('Created', 'Lead', created.slice(0, CREATED_SHOWN)),
		...(more > 0 ? [`  … and ${more} more`] : []),
		...section('Existing leads', 'Existing lead', duplicates),
		...section('To correct', 'Reason', errors),
		...(hints.length === 0 ? [] : ['', 'The node says', ...hints.map((hint) => `  ${hint}`)]),
	].join('\n');
}

function section(title: string, resultHeading: string, rows: ResultRow[]): string[] {
	if (rows.length === 0) return ['', `${title}: none`];
	const table = new Table({
		head: ['Row', 'Name', 'Email', resultHeading],
		chars: { ...LINES, mid: '─' },
		style: STYLE,
	});
	table.push(...rows.map(({ row, name, email, result }) => [row, name, email, result]));
	return ['', title, table.toString()];
}

function resultRow(item: ExecutionItem, rows: ExecutionItem[], result: string): ResultRow {
	const index = pairedIndex(item.pairedItem);
	const sheetRow = rows[index]?.json ?? {};
	return { row: index + 2, name: cell(sheetRow[NAME]), email: cell(sheetRow[EMAIL]), result };
}

function duplicateOf({ duplicateOf, existingLeadId }: Record<string, unknown>): string {
	const where = duplicateOf === 'input' ? 'an earlier row' : 'in PollyBot';
	return `${String(existingLeadId)} (${where})`;
}

/** Without the number of the item, because the report has that of the row. */
function reason({ message }: Record<string, unknown>): string {
	return String(message).replace(/ \[Item \d+\]$/, '');
}

/** n8n writes the link to an item's origin in three forms. */
function pairedIndex(pairedItem: unknown): number {
	const first: unknown = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'number' ? first : Number(asRecord(first).item);
}

function cell(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
