import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import type { LeadSeed } from '~/tools/sandbox';
import { type Credential, nodeCredentials, parseWorkflow, withNode, type Workflow } from '~/tools/n8n/workflow';

/** The names that the example workflow gives its nodes. */
export const NODES = {
	trigger: 'When clicking ‘Execute workflow’',
	file: 'Read leads.csv',
	rows: 'Read the Rows',
	create: 'Create Lead',
	created: 'Created',
	alreadyThere: 'Existing Leads',
	toCorrect: 'To Correct',
} as const;

/** One of the people in examples/leads.csv is a lead already. */
export const LEADS_ALREADY_THERE: LeadSeed[] = [
	{ name: 'Ada King', email: 'Ada@example.com', source: 'chatbot', status: 'qualified' },
];

/** The rows that the demo sends. */
export const LEADS_FILE = join(REPOSITORY, 'examples', 'leads.csv');

/** Puts examples/leads.csv into the one folder that n8n may read. Returns its path there. */
export async function placeLeadsFile(userFolder: string): Promise<string> {
	const folder = join(userFolder, '.n8n-files');
	const file = join(folder, 'leads.csv');
	await mkdir(folder, { recursive: true });
	await copyFile(LEADS_FILE, file);
	return file;
}

/** The example workflow, with what its sticky note asks the user to choose: the credential and the file. */
export async function exampleWorkflow(file: string, credential: Credential): Promise<Workflow> {
	const text = await readFile(join(REPOSITORY, 'examples', 'spreadsheet-to-leads.json'), 'utf8');
	const withFile = withNode(parseWorkflow(text), NODES.file, (node) => ({
		...node,
		parameters: { ...node.parameters, fileSelector: file },
	}));
	return withNode(withFile, NODES.create, (node) => ({
		...node,
		credentials: nodeCredentials(credential),
	}));
}
