import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import { nodeCredentials, type WorkflowNode } from '~/tools/n8n/workflow';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const START = 'Start';
const CREATE = 'Create Lead';

const { sandbox, rest, credential } = pollyBotInN8n();

type Step = Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters'>;

const extract = (operation: string, options: object = {}): Step => ({
	type: 'n8n-nodes-base.extractFromFile',
	typeVersion: 1,
	parameters: { operation, options },
});
const convert = (operation: string, parameters: object = {}): Step => ({
	type: 'n8n-nodes-base.convertToFile',
	typeVersion: 1.1,
	parameters: { operation, ...parameters, options: {} },
});

async function readFile(name: string, content: Buffer): Promise<Step> {
	const folder = join(host.userFolder(), '.n8n-files');
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, name), content);
	return {
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		parameters: { operation: 'read', fileSelector: join(folder, name), options: {} },
	};
}

/** Rows, if any → the steps → PollyBot with automatic mapping. */
async function run(steps: Step[], rows: object[] = [{}]): Promise<Execution> {
	const create: Step & Partial<WorkflowNode> = {
		type: 'n8n-nodes-pollybot.pollyBot',
		typeVersion: 1,
		parameters: { resource: 'lead', operation: 'create', dataToSend: 'autoMapInputData' },
		credentials: nodeCredentials(credential()),
	};
	const start: Step = { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };
	const nodes = [start, ...steps, create].map((step, index, all): WorkflowNode => ({
		id: randomUUID(),
		name: index === 0 ? START : index === all.length - 1 ? CREATE : `Step ${index}`,
		position: [index * 220, 0],
		...step,
	}));
	const connections = nodes.slice(1).map(({ name }, index) => {
		return [nodes[index]?.name ?? '', { main: [[{ node: name, type: 'main', index: 0 }]] }] as const;
	});
	const workflow = {
		name: `Languages ${randomUUID()}`,
		nodes,
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1' },
		pinData: { [START]: rows.map((json) => ({ json })) },
	};
	const execution = await rest().run(await rest().importWorkflow(workflow), START);
	expect(execution.error).toBeUndefined();
	return execution;
}

/** Names as they are written all over the world. The accent of the third one is a separate character. */
const PEOPLE = [
	['محمد عبد الله', 'القاهرة'],
	['שרה כהן', 'תל אביב'],
	['Zoe\u0308 Bro\u0308nner', 'Ko\u0308ln'],
	['李小龙', '香港'],
	['김민수', '서울'],
	['ナタリー・スミス', '東京'],
	['Ольга Петрова', 'Київ'],
	['Ngô Thị Hương', 'Huế'],
	['O’Neil-Łuczak Ñandú', 'São Paulo'],
	['Ann 🇳🇴👩🏽‍💻', '🏝️'],
] as const;

const rows = PEOPLE.map(([name, city], index) => ({ name, email: `person${index}@example.com`, city }));

function expectAllWhole(execution: Execution): void {
	const expected = PEOPLE.map(([name, city]) => [name, city]);
	expect(sandbox().requests.map(({ body }) => body)).toHaveLength(PEOPLE.length);
	const created = outputItems(execution, CREATE).map(({ json }) => [
		json.name,
		(json.metadata as Record<string, unknown>).city,
	]);
	expect(created).toEqual(expected);
	expect(
		sandbox()
			.leads()
			.map(({ name }) => name)
			.sort(),
	).toEqual(PEOPLE.map(([name]) => name as string).sort());
}

describe('names and values of all languages arrive whole', () => {
	it('from a CSV file in UTF-8', async () => {
		const lines = ['name,email,city', ...rows.map(({ name, email, city }) => `${name},${email},${city}`)];
		expectAllWhole(await run([await readFile('world.csv', Buffer.from(lines.join('\n'))), extract('csv')]));
	});

	it('from a CSV file with a byte order mark, semicolons and quotes, as Excel saves it', async () => {
		const lines = ['name;email;city', ...rows.map(({ name, email, city }) => `"${name}";${email};"${city}"`)];
		const file = await readFile('excel.csv', Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`));
		expectAllWhole(await run([file, extract('csv', { delimiter: ';', enableBOM: true })]));
	});

	it('from an Excel workbook', async () => {
		expectAllWhole(await run([convert('xlsx'), extract('xlsx')], rows));
	});

	it('from JSON', async () => {
		const file = await readFile('world.json', Buffer.from(JSON.stringify(rows)));
		const split: Step = {
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'data', options: {} },
		};
		expectAllWhole(await run([file, extract('fromJson'), split], [{}]));
	});
});

describe('a CSV file in Windows-1252 with semicolons', () => {
	/** `Jürgen Müßig – „Café“;…;1 000 €` in Windows-1252: where it differs from Latin-1 stand €, –, „ and “. */
	const bytes = Buffer.concat([
		Buffer.from('name;email;budget\r\nJ\xfcrgen M\xfc\xdfig ', 'latin1'),
		Buffer.from([0x96, 0x20, 0x84]),
		Buffer.from('Caf\xe9', 'latin1'),
		Buffer.from([0x93]),
		Buffer.from(';juergen@example.com;1000 '),
		Buffer.from([0x80]),
	]);

	it('arrives whole when it is read as text first', async () => {
		const text = extract('text', { encoding: 'windows1252' });
		const toFile = convert('toText', { sourceProperty: 'data' });
		const file = await readFile('windows.csv', bytes);
		await run([file, text, toFile, extract('csv', { delimiter: ';' })]);
		expect(sandbox().leads()).toMatchObject([
			{ name: 'Jürgen Müßig – „Café“', email: 'juergen@example.com', metadata: { budget: '1000 €' } },
		]);
	});
});
