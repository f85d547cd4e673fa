/**
 * n8n's own execution engine for tests: workflows run in `n8n-core`, with the built node out of `dist/`, loaded as n8n
 * loads it. Only what n8n's CLI package would add (stored credentials, nodes around ours) is written here anew.
 */
export * from './workflowRun';
export * from './description';
export * from './listSearch';
export * from './credentialTest';
export * from './webhook';
export type { WebhookRequest } from './webhookHttp';
export { logLines } from './instance';
export { thisPackage } from './loadedPackage';
export { nodeUnderTest, sourceNode, type NodeUnderTest, type Surroundings } from './builtWorkflow';
