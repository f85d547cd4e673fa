import './instance';

import { Credentials, getAdditionalKeys, type PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** How a node refers to the stored credential. */
export const storedAs = { id: '1', name: 'Stored credential' } as const;

/**
 * One stored credential, treated as n8n's CLI does in its `credentials-helper.js` (that package is too heavy to install).
 * It is encrypted at rest and decrypted for every request. Defaults are filled in and expressions resolved.
 */
export class StoredCredential extends ICredentialsHelper {
	private stored: Credentials | undefined;

	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly type: string,
		private readonly data: ICredentialDataDecryptedObject,
	) {
		super();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate !== 'function') throw new Error('Only a function authenticates here');
		return await authenticate(credentials, requestOptions);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		place?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = await (await this.getCredentials()).getData();
		if (raw === true) return stored;
		const properties = this.getCredentialsProperties(type);
		const withDefaults = NodeHelpers.getNodeParameters(properties, stored as INodeParameters, true, false, null, null);
		if (!place || !withDefaults) return withDefaults as ICredentialDataDecryptedObject;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		return place.workflow.expression.getParameterValue(
			withDefaults,
			place.runExecutionData,
			place.runIndex,
			place.itemIndex,
			place.node.name,
			place.connectionInputData,
			mode,
			keys,
			executeData,
			false,
			withDefaults,
		) as ICredentialDataDecryptedObject;
	}

	async getCredentials(): Promise<Credentials> {
		if (this.stored) return this.stored;
		const credentials = new Credentials({ ...storedAs }, this.type);
		await credentials.setData(this.data);
		return (this.stored = credentials);
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.typeOf(type).properties;
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	// Only credentials whose token expires need the four below.
	preAuthentication(): Promise<undefined> {
		return Promise.resolve(undefined);
	}

	runPreAuthentication(): Promise<undefined> {
		return Promise.resolve(undefined);
	}

	updateCredentials(): Promise<void> {
		return Promise.reject(new Error('A stored credential does not change here'));
	}

	updateCredentialsOauthTokenData(): Promise<void> {
		return Promise.reject(new Error('There is no OAuth here'));
	}

	private typeOf(name: string): ICredentialType {
		return this.loader.getCredential(name).type;
	}
}
