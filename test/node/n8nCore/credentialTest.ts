import { additionalDataFor } from '~/tools/n8nCore/instance';

import { CredentialTestContext } from 'n8n-core';
import { NodeHelpers, type ICredentialDataDecryptedObject, type INodeCredentialTestResult } from 'n8n-workflow';
import { StoredCredential, storedAs } from '~/tools/n8nCore/credentials';
import { loadPackage, thisPackage } from '~/tools/n8nCore/loadedPackage';

/**
 * Presses "Test" on a credential: the method of the node that tests it, found and called as by n8n's CLI (its
 * `credentials-tester.service.js`, in n8n 2.41).
 */
export async function testCredential(
	name: string,
	data: ICredentialDataDecryptedObject,
	packageDirectory = thisPackage,
): Promise<INodeCredentialTestResult> {
	const loader = await loadPackage(packageDirectory);
	const { supportedNodes = [] } = loader.known.credentials[name] ?? {};
	const tests = supportedNodes.flatMap((node) => {
		const { description, methods } = NodeHelpers.getVersionedNodeType(loader.getNode(node).type);
		const testedBy = description.credentials?.find((credential) => credential.name === name)?.testedBy;
		return typeof testedBy === 'string' ? [methods?.credentialTest?.[testedBy]] : [];
	});
	const [test] = tests;
	if (!test || loader.getCredential(name).type.test) throw new Error(`No node tests the credential "${name}"`);
	const credentials = new StoredCredential(loader, name, data);
	const additionalData = additionalDataFor(credentials);
	const decrypted = await credentials.getDecrypted(additionalData, { ...storedAs }, name, 'internal');
	return await test.call(new CredentialTestContext(additionalData), { ...storedAs, type: name, data: decrypted });
}
