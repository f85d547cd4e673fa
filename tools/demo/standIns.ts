import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { IDataObject, IExecuteFunctions, INodeProperties, INodeType } from 'n8n-workflow';
import { z } from 'zod';

import { describeStandIn } from '~/tools/n8nCore/standIn';

// n8n-nodes-base, which has the three nodes before ours in the example, is too heavy to install for the fast demo. These
// do what the real ones do with the parameters that the example gives them, and reject any others.

const text = (name: string): INodeProperties => ({ displayName: name, name, type: 'string', default: '' });
const options: INodeProperties = { displayName: 'Options', name: 'options', type: 'json', default: {} };

/** Throws if a node is set to do what its stand-in does not. */
function refuseOthers(node: IExecuteFunctions, operation: string): void {
	const asked = { operation: node.getNodeParameter('operation', 0), options: node.getNodeParameter('options', 0) };
	if (JSON.stringify(asked) === JSON.stringify({ operation, options: {} })) return;
	const { name } = node.getNode();
	throw new Error(`The demo's stand-in for "${name}" knows only the operation "${operation}", without options.`);
}

/** Instead of Manual Trigger: one empty item. */
const manualTrigger: INodeType = {
	description: { ...describeStandIn('manualTrigger'), group: ['trigger'], inputs: [] },
	execute: () => Promise.resolve([[{ json: {} }]]),
};

/** Instead of Read/Write Files from Disk: one file, as binary data. */
const readWriteFile: INodeType = {
	description: { ...describeStandIn('readWriteFile'), properties: [text('operation'), text('fileSelector'), options] },
	async execute(this: IExecuteFunctions) {
		refuseOthers(this, 'read');
		const file = z.string().parse(this.getNodeParameter('fileSelector', 0));
		const data = await this.helpers.prepareBinaryData(await readFile(file), file);
		const { mimeType, fileType, fileName, fileExtension, fileSize } = data;
		const json = { mimeType, fileType, fileName, fileExtension, fileSize };
		return [[{ json, binary: { data }, pairedItem: { item: 0 } }]];
	},
};

/** Instead of Extract from File: an item for each row of a CSV file, all values as texts, without its empty cells. */
const extractFromFile: INodeType = {
	description: {
		...describeStandIn('extractFromFile'),
		properties: [text('operation'), text('binaryPropertyName'), options],
	},
	async execute(this: IExecuteFunctions) {
		refuseOthers(this, 'csv');
		const property = this.getNodeParameter('binaryPropertyName', 0);
		const csv = await this.helpers.getBinaryDataBuffer(0, property);
		const rows = parse<Record<string, string>>(csv, { columns: true, skip_empty_lines: true });
		const filled = (row: Record<string, string>): IDataObject =>
			Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
		return [rows.map((row) => ({ json: filled(row), pairedItem: { item: 0 } }))];
	},
};

/** By their full names, the stand-ins for nodes of n8n-nodes-base. */
export const STAND_INS: ReadonlyMap<string, INodeType> = new Map(
	Object.entries({ manualTrigger, readWriteFile, extractFromFile }).map(([name, type]) => [
		`n8n-nodes-base.${name}`,
		type,
	]),
);
