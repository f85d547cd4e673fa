import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { allOperations } from '~/test/leadOperations';
import { containingAll } from '~/test/matchers';
import { startSandbox } from '~/tools/sandbox';
import { activatePolling } from './n8nCore';
import { PROFILES, sandboxed } from './sandboxed';

// Only after n8n is set up.
import { loadOutputSchema } from 'n8n-core';

/** Every field that a service keeps of a lead, so that none of them is null. */
const ann = {
	name: 'Ann',
	email: 'ann@example.com',
	phone: '5',
	source: 'web',
	metadata: { a: 'b' },
	customFields: { a: 'b' },
	tags: ['a'],
	company: 'Tech Corp',
	message: 'Hello',
	discord: 'ann',
	preferredMethod: 'email',
	urgency: 'low',
	priority: 'LOW',
	notes: 'Called',
	conversationId: 'c1',
	assignedAgentId: 'a1',
	followUpDate: '2026-01-31T10:00:00.000Z',
	lastContactAt: '2026-01-31T10:00:00.000Z',
	convertedAt: '2026-01-31T10:00:00.000Z',
};
const lead: INodeParameters = {
	name: 'Ann',
	email: 'ann@example.com',
	phone: '5',
	source: 'web',
};
const leadId = { __rl: true, mode: 'id', value: 'lead_ann' };

const CASES: ReadonlyArray<readonly [operation: string, parameters: INodeParameters, isKnown: boolean]> = [
	['sendMessage', { resource: 'chat', message: 'Hello' }, false],
	['create', lead, false],
	['upsert', lead, true],
	['get', { leadId }, true],
	['getAll', {}, true],
	['update', { leadId, updateFields: { name: 'Ann Lee' } }, true],
	['delete', { leadId }, true],
];

interface Preview {
	readonly type: string;
	readonly properties?: object;
}

/** @param operation of the node; n8n knows one for all nodes of a folder that have no operations: the triggers */
function previewOf(operation?: string, resource: INodeParameters[string] = 'lead') {
	const version = operation === undefined ? ['v1.0.0.json'] : ['v1.0.0', resource as string, `${operation}.json`];
	const file = path.join('dist', 'nodes', 'PollyBot', '__schema__', ...version);
	const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<string, Preview> };
	return schema.properties;
}

function typeOf(value: unknown): string {
	return Array.isArray(value) ? 'array' : typeof value;
}

/** Of an object whose fields the preview names, these are its fields. */
function expectFieldsInside(json: object, preview: Readonly<Record<string, Preview>>): void {
	for (const [name, value] of Object.entries(json) as Array<[string, object | null]>) {
		const { properties } = preview[name] ?? {};
		if (properties && value) expect([name, ...Object.keys(value)]).toEqual([name, ...Object.keys(properties)]);
	}
}

it('every operation has a preview', () => {
	expect(CASES.map(([operation]) => operation).sort()).toEqual(allOperations.map(({ value }) => value).sort());
});

describe('the fields that the editor previews are those that one PollyBot or the other answers', () => {
	const services = PROFILES.map((profile) => sandboxed({ profile }));

	it.each(CASES)('%s', async (operation, parameters, isKnown) => {
		const preview = previewOf(operation, parameters.resource);
		const answered = new Set<string>();
		for (const { run, sandbox } of services) {
			if (isKnown) sandbox().addLead({ ...ann, id: 'lead_ann' });
			const result = await run(operation, [{}], { parameters });
			const { json = {} } = result.outputs[0]?.[0] ?? {};
			expectFieldsInside(json, preview);
			for (const [name, value] of Object.entries(json)) {
				answered.add(name);
				if (value !== null) expect([name, preview[name]?.type]).toEqual([name, typeOf(value)]);
			}
		}
		expect([...answered].sort()).toEqual(Object.keys(preview).sort());
	});
});

it.each(PROFILES)(
	'the fields that n8n knows of the triggers are those of a polled lead, PollyBot %s',
	async (profile) => {
		const sandbox = await startSandbox({ profile });
		sandbox.addLead(ann);
		const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url, chatbotId: sandbox.chatbotId };
		const trigger = await activatePolling({ nodeName: 'pollyBotPollingTrigger', credential });
		const [sample = {}] = (await trigger.poll('manual')) ?? [];
		await sandbox.close();
		const preview = previewOf();
		const known = Object.entries(sample).map(([name, value]) => [name, value === null ? 'null' : typeOf(value)]);
		expect(known).toEqual(known.map(([name = '', type]) => [name, type === 'null' ? type : preview[name]?.type]));
		expectFieldsInside(sample, preview);
		expect(Object.keys(sample)).toContain('event');
	},
);

it('n8n finds them for a node without resource and operation', () => {
	const nodeDir = path.join('dist', 'nodes', 'PollyBot');
	const found = loadOutputSchema({ nodeDir, version: 1, versionFallback: true });
	expect(found).toEqual(JSON.parse(readFileSync(path.join(nodeDir, '__schema__', 'v1.0.0.json'), 'utf8')));
});

it.each([
	['new-lead-to-crm.json', 'New Lead', ['chatbotId', 'timestamp']],
	['changed-leads-to-crm.json', 'New or Changed Lead', []],
])(
	'%s can be built before the first lead: one is pinned, with fields that the trigger has',
	(file, trigger, ofCall) => {
		const { pinData } = JSON.parse(readFileSync(path.join('examples', file), 'utf8')) as {
			pinData: Record<string, ReadonlyArray<{ json: object }>>;
		};
		const [pinned] = pinData[trigger] ?? [];
		expect([...Object.keys(previewOf()), ...ofCall]).toEqual(containingAll(['id', ...Object.keys(pinned?.json ?? {})]));
	},
);
