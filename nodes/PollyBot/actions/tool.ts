import type { INode } from 'n8n-workflow';

/** Whether an AI agent uses the node as its tool: n8n then gives it a type of its own, in both of its lines. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
