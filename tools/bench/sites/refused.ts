import type { SandboxClient } from '~/tools/sandbox';

/** How many requests a sandbox has answered with 429 since its last reset. */
export async function countRefused(sandbox: SandboxClient): Promise<number> {
	return (await sandbox.log()).filter(({ status }) => status === 429).length;
}
