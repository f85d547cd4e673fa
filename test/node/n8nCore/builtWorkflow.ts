import '~/tools/n8nCore/instance';

import {
	deepCopy,
	NodeHelpers,
	Workflow,
	type IConnection,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeConnections,
	type INodeExecutionData,
	type INodeOutputConfiguration,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type NodeConnectionType,
	type OnError,
} from 'n8n-workflow';
import { StoredCredential, storedAs } from '~/tools/n8nCore/credentials';
import { loadPackage, thisPackage, WorkflowNodeTypes } from '~/tools/n8nCore/loadedPackage';
import { loopNode, rowsNode, setNode, surroundings } from './surroundings';

/** The node under test and how it is set. */
export interface NodeUnderTest {
	/** The node's own name, `description.name`. */
	nodeName?: string;
	/** The folder with the package.json that registers the node. */
	packageDirectory?: string;
	/** Stands in for the node of the package. */
	nodeType?: INodeType;
	/** Parameters that are not at their defaults. */
	parameters?: INodeParameters;
	/** The credential as a user filled it in; without one, the node has none. */
	credential?: ICredentialDataDecryptedObject;
	onError?: OnError;
	/** Further settings of the node. n8n tries at least twice, and a `waitBetweenTries` of 0 is a second. */
	node?: NodeSettings;
}

type NodeSettings = Partial<
	Pick<INode, 'typeVersion' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'executeOnce' | 'alwaysOutputData'>
>;

/** What surrounds the node under test: "Rows" before it, and a Set node after each output that `after` names. */
export interface Surroundings {
	/** What "Rows" emits; a binary file's data is base64. */
	items: INodeExecutionData[];
	/** Emits the items themselves, as a Code node may: a copy has no functions, getters or prototypes. */
	asTheyAre?: boolean;
	/** By an output's index or label: expressions that are evaluated for each item after it. */
	after?: Record<string | number, Record<string, string>>;
	/** Whether the node stands in a Loop Over Items, with its first output connected back. */
	inLoop?: boolean;
}

/** The name of the node under test in the workflow, for expressions such as `$('PollyBot').item`. */
export const nodeUnderTest = 'PollyBot';

/** The name of the node that emits the items. */
export const sourceNode = 'Rows';

const LOOP = 'Loop';

/** The name of the node after an output. */
export const nodeBehind = (output: string): string => `After ${output}`;

const nodeAt = (name: string, type: string, settings: Partial<INode>): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...settings,
});

interface BuiltWorkflow {
	workflow: Workflow;
	node: INode;
	start: INode;
	description: INodeTypeDescription;
	outputs: INodeOutputConfiguration[];
	credentials: StoredCredential;
}

/** The workflow, its parts, and the outputs that n8n finds for the node under test with these parameters. */
export async function buildWorkflow(test: NodeUnderTest & Surroundings): Promise<BuiltWorkflow> {
	const { nodeName = 'pollyBot', packageDirectory = thisPackage } = test;
	const loader = await loadPackage(packageDirectory);
	const type = `${loader.packageName}.${nodeName}`;
	const nodeTypes = new WorkflowNodeTypes(
		loader,
		new Map([
			[surroundings.rows, rowsNode(test.items, test.asTheyAre)],
			[surroundings.set, setNode],
			[surroundings.loop, loopNode],
			...(test.nodeType ? [[type, test.nodeType] as const] : []),
		]),
	);
	const versioned = nodeTypes.getByName(type).description;
	const { description } = nodeTypes.getByNameAndVersion(type, test.node?.typeVersion);
	const credentialType = description.credentials?.[0]?.name ?? '';

	const node = nodeAt(nodeUnderTest, type, {
		typeVersion: versioned.defaultVersion ?? [description.version].flat().at(-1) ?? 1,
		...(test.onError && { onError: test.onError }),
		...test.node,
		// n8n fills the defaults into the object it is given.
		parameters: deepCopy(test.parameters ?? {}),
		...(test.credential && { credentials: { [credentialType]: { ...storedAs } } }),
	});
	const start = nodeAt(sourceNode, surroundings.rows, {});
	const behind = Object.entries(test.after ?? {}).map(([output, fields]) =>
		nodeAt(nodeBehind(output), surroundings.set, { parameters: { fields } }),
	);
	const workflow = new Workflow({
		id: '1',
		name: 'Under test',
		nodes: [start, node, ...behind, ...(test.inLoop ? [nodeAt(LOOP, surroundings.loop, {})] : [])],
		connections: {},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const outputs = NodeHelpers.getNodeOutputs(workflow, node, description).map(asConfiguration);
	const to = (name: string): IConnection => ({ node: name, type: 'main', index: 0 });
	const behindIt = connect(outputs, test.after);
	if (test.inLoop) behindIt.main?.[0]?.push(to(LOOP));
	workflow.setConnections({
		[sourceNode]: { main: [[to(test.inLoop ? LOOP : nodeUnderTest)]] },
		...(test.inLoop && { [LOOP]: { main: [[], [to(nodeUnderTest)]] } }),
		[nodeUnderTest]: behindIt,
	});
	const credentials = new StoredCredential(loader, credentialType, test.credential ?? {});
	return { workflow, node, start, description, outputs, credentials };
}

const asConfiguration = (output: NodeConnectionType | INodeOutputConfiguration): INodeOutputConfiguration =>
	typeof output === 'string' ? { type: output } : output;

/** The position of an output; throws if no output has that label or index. */
export function indexOfOutput(outputs: INodeOutputConfiguration[], labelOrIndex: string): number {
	const index = outputs.findIndex(({ displayName }, at) => labelOrIndex === displayName || labelOrIndex === String(at));
	if (index >= 0) return index;
	const labels = outputs.map(({ displayName }, at) => displayName ?? String(at)).join(', ');
	throw new Error(`There is no output "${labelOrIndex}" in: ${labels}`);
}

function connect(outputs: INodeOutputConfiguration[], after: Surroundings['after'] = {}): INodeConnections {
	const main: INodeConnections['main'] = outputs.map(() => []);
	for (const output of Object.keys(after)) {
		main[indexOfOutput(outputs, output)]?.push({ node: nodeBehind(output), type: 'main', index: 0 });
	}
	return { main };
}
