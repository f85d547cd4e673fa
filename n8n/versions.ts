/** The n8n versions that have a folder with a lock file here. */
export const N8N_VERSIONS = ['2.41.1'] as const;

export type N8nVersion = (typeof N8N_VERSIONS)[number];

/** What the demo and the end-to-end tests run. */
export const N8N_VERSION: N8nVersion = '2.41.1';
