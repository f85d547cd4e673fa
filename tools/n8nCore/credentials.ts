import './instance';

import { Credentials, getAdditionalKeys, type PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** How a node refers to the stored credential. */
export const storedAs = { id: '1', name: 'Stored credential' } as const;

/**
 * One stored credential, treated as n8n's CLI does in its `credentials-helper.js` (that package is too heavy to install).
 * It is encrypted at rest and decrypted for every request. Defaults are filled in and expressions resolved. `authenticate`
 * is called or, in its generic form, evaluated.
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
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		if (!authenticate) return requestOptions;
		if (!workflow || !node) throw new Error('A generic authenticate needs the workflow and the node');

		const resolve = (text: string): string => {
			if (!isExpression(text)) return text;
			const keys = { $credentials: credentials };
			const value = workflow.expression.getSimpleParameterValue(node, text, 'internal', keys, undefined, '');
			return value ? String(value) : '';
		};
		const parts = Object.entries(authenticate.properties) as Array<[keyof IHttpRequestOptions, Record<string, string>]>;
		return parts.reduce<IHttpRequestOptions>((options, [part, entries]) => {
			const resolved = new Map(Object.entries(entries).map(([key, value]) => [resolve(key), resolve(value)]));
			const before = options[part] as Record<string, string> | undefined;
			return { ...options, [part]: { ...before, ...(Object.fromEntries(resolved) as Record<string, string>) } };
		}, requestOptions);
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

	getParentTypes(type: string): string[] {
		return this.typeOf(type).extends ?? [];
	}

	isCredentialUsableByNode(type: string, nodeType: string): boolean {
		const { restrictToSupportedNodes, supportedNodes } = this.typeOf(type);
		return !restrictToSupportedNodes || (supportedNodes ?? []).includes(nodeType);
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
