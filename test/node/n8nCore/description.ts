import type {
	ICredentialType,
	INodeExecutionData,
	INodeOutputConfiguration,
	INodeTypeDescription,
	NodeHint,
} from 'n8n-workflow';
import { loadPackage, thisPackage } from '~/tools/n8nCore/loadedPackage';
import { buildWorkflow, type NodeUnderTest } from './builtWorkflow';

/** A node's description as n8n shows it: with its codex, and with the icons' paths under n8n's address. */
export async function describeNode(node: NodeUnderTest = {}): Promise<INodeTypeDescription> {
	return (await buildWorkflow({ ...node, items: [] })).description;
}

/** A credential type as n8n loaded it. */
export async function describeCredential(name: string, packageDirectory = thisPackage): Promise<ICredentialType> {
	return (await loadPackage(packageDirectory)).getCredential(name).type;
}

/** The outputs that n8n finds for a node with these parameters, its own Error output included. */
export async function outputsOf(node: NodeUnderTest): Promise<INodeOutputConfiguration[]> {
	return (await buildWorkflow({ ...node, items: [] })).outputs;
}

/** The hints that the editor shows for a node before an execution, with these items in front of it. */
export async function hintsBeforeRun(node: NodeUnderTest, items: INodeExecutionData[]): Promise<string[]> {
	const built = await buildWorkflow({ ...node, items });
	const { hints = [] } = built.description;
	const isShown = ({ displayCondition = 'true' }: NodeHint) =>
		built.workflow.expression.getParameterValue(displayCondition, null, 0, 0, built.node.name, items, 'manual', {});
	return hints.filter((hint) => isShown(hint) === true).map(({ message }) => message);
}
