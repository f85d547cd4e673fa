/**
 * n8n's own execution engine for tests: workflows run in `n8n-core`, with the built node out of `dist/`, loaded as n8n
 * loads it (tools/n8nCore, which the demo runs too). What n8n's CLI package would add is rewritten here.
 */
export * from './workflowRun';
export * from './description';
export * from './listSearch';
export * from './credentialTest';
export * from './polling';
export * from './webhook';
export type { WebhookRequest } from './webhookHttp';
export { logLines } from '~/tools/n8nCore/instance';
export { thisPackage } from '~/tools/n8nCore/loadedPackage';
export { nodeUnderTest, sourceNode, type NodeUnderTest, type Surroundings } from './builtWorkflow';
