import { kept } from './environment.js';
import { endN8n } from './setup';

export default async function teardown(): Promise<void> {
	await kept.browser?.close();
	await endN8n();
}
