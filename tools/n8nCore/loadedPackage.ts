import './instance';

import { PackageDirectoryLoader } from 'n8n-core';
import { NodeHelpers, type INodeType, type INodeTypes, type IVersionedNodeType } from 'n8n-workflow';

import { REPOSITORY } from '../repository';

/** The folder whose package.json registers our nodes: this repository, after `npm run build`. */
export const thisPackage = REPOSITORY;

const loaded = new Map<string, Promise<PackageDirectoryLoader>>();

/** The package as n8n loads it: what package.json registers, with codex and icons. Loaded once a folder. */
export function loadPackage(directory: string): Promise<PackageDirectoryLoader> {
	const known = loaded.get(directory);
	if (known) return known;
	const loader = new PackageDirectoryLoader(directory);
	const loading = loader.loadAll().then(() => loader);
	loaded.set(directory, loading);
	return loading;
}

/** The node types of one workflow: the package's under their full names, and those that stand around them. */
export class WorkflowNodeTypes implements INodeTypes {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly others: ReadonlyMap<string, INodeType> = new Map(),
	) {}

	getByName(type: string): INodeType | IVersionedNodeType {
		const prefix = `${this.loader.packageName}.`;
		return (
			this.others.get(type) ?? this.loader.getNode(type.startsWith(prefix) ? type.slice(prefix.length) : type).type
		);
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes() {
		return {};
	}
}
