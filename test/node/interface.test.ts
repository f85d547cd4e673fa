import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { describeCredential, describeNode, outputsOf } from './n8nCore';

/**
 * Everything that saved workflows hold: names, types, presets and values. A line of it that changes or goes breaks
 * somebody's workflow; new ones come in with WRITE_INTERFACE=1, and are reviewed as the rest of a change.
 */
const FILE = join(__dirname, 'interface.json');

type Saved = Record<string, unknown>;

/** A parameter as one line: its type, its preset, its values or modes, and whether it is required or takes no expression. */
function saved(property: INodeProperties): unknown {
	const { type, default: preset, required, noDataExpression, options = [], modes } = property;
	const fields = options.flatMap((option) => ('type' in option ? [option] : []));
	if (fields.length > 0) return savedAll(fields);
	const values =
		modes?.map(({ name }) => name) ?? options.flatMap((option) => ('value' in option ? [option.value] : []));
	return [
		type,
		preset,
		...(values.length > 0 ? [values.sort()] : []),
		...(required === true ? ['required'] : []),
		...(noDataExpression === true ? ['no expression'] : []),
	];
}

function savedAll(properties: readonly INodeProperties[]): Saved {
	const isToolOnly = ({ displayOptions }: INodeProperties) => displayOptions?.show?.['@tool']?.[0] === true;
	const all = properties.filter((property) => property.type !== 'notice' && !isToolOnly(property));
	const sorted = all.sort((one, other) => (one.name < other.name ? -1 : 1));
	return Object.fromEntries(sorted.map((property) => [property.name, saved(property)]));
}

/** The outputs for every value of the parameters that they depend on. */
async function outputsFor(resource: string, operation: string): Promise<Saved> {
	const outputs: Saved = {};
	for (const onDuplicate of ['duplicateOutput', 'returnExisting', 'error'])
		for (const onRateLimit of ['wait', 'deferredOutput', 'error']) {
			const found = await outputsOf({ parameters: { resource, operation, onDuplicate, options: { onRateLimit } } });
			outputs[`${onDuplicate}, ${onRateLimit}`] = found.map(({ displayName }) => displayName);
		}
	const all = Object.values(outputs).map((names) => JSON.stringify(names));
	return new Set(all).size === 1 ? { always: Object.values(outputs)[0] } : outputs;
}

async function savedInterface(): Promise<Saved> {
	const node = await describeNode();
	const operations: Saved = {};
	const menus = node.properties.filter(({ name }) => name === 'operation');
	for (const { options = [], displayOptions: of } of menus) {
		const resource = of?.show?.resource?.[0] as string;
		for (const option of options) {
			if (!('value' in option)) continue;
			const operation = String(option.value);
			const shown = node.properties.filter(({ displayOptions: { show = {} } = {} }) => {
				return (show.resource?.includes(resource) ?? true) && (show.operation?.includes(operation) ?? true);
			});
			operations[operation] = { outputs: await outputsFor(resource, operation), parameters: savedAll(shown) };
		}
	}
	const trigger = await describeNode({ nodeName: 'pollyBotTrigger' });
	const polling = await describeNode({ nodeName: 'pollyBotPollingTrigger' });
	const credential = await describeCredential('pollyBotApi');
	const secret = await describeCredential('pollyBotWebhookApi');
	return {
		pollyBot: { version: node.version, operations },
		pollyBotTrigger: { version: trigger.version, parameters: savedAll(trigger.properties) },
		pollyBotPollingTrigger: { version: polling.version, parameters: savedAll(polling.properties) },
		pollyBotApi: savedAll(credential.properties),
		pollyBotWebhookApi: savedAll(secret.properties),
	};
}

it('names, types, presets and values are those that saved workflows hold', async () => {
	const found: unknown = JSON.parse(JSON.stringify(await savedInterface()));
	if (process.env.WRITE_INTERFACE) writeFileSync(FILE, `${JSON.stringify(found, undefined, '\t')}\n`);
	expect(found).toEqual(JSON.parse(readFileSync(FILE, 'utf8')));
});
