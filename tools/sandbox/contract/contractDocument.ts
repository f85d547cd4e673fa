import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY } from '../../repository';
import { isJsonObject, type JsonObject } from '../json';

/** An operation of the contract. Schemas are JSON pointers into the document. */
export interface ContractOperation {
	/** Of each query parameter, by its name. */
	query: Map<string, string>;
	/** Undefined if a request has no body. */
	body?: string;
	/** What is answered with this status: undefined if the contract has no such answer. */
	answer(status: number): { headers: Map<string, string>; body: string } | undefined;
}

const DOCUMENT = join(REPOSITORY, 'tools', 'sandbox', 'contract', 'openapi.yaml');

const JSON_BODY = ['content', 'application/json', 'schema'];

/** The OpenAPI document, read anew. */
export function readDocument(): JsonObject {
	const document: unknown = parse(readFileSync(DOCUMENT, 'utf8'));
	if (!isJsonObject(document)) throw new Error('openapi.yaml holds no document');
	return document;
}

/** The operation that a method and a path mean, if the contract has it. */
export function findOperation(document: JsonObject, method: string, path: string): ContractOperation | undefined {
	const template = Object.keys(objectAt(document, '#/paths')).find((candidate) => matches(candidate, path));
	const operation = template && descend(document, '#/paths', template, method.toLowerCase());
	if (!operation) return undefined;
	return {
		query: queryOf(document, operation),
		body: descend(document, operation, 'requestBody', ...JSON_BODY),
		answer: (status) => {
			const response =
				descend(document, operation, 'responses', String(status)) ??
				(status >= 400 ? descend(document, operation, 'responses', 'default') : undefined);
			const body = response && descend(document, response, ...JSON_BODY);
			return response && body ? { headers: headersOf(document, response), body } : undefined;
		},
	};
}

function matches(template: string, path: string): boolean {
	return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

function queryOf(document: JsonObject, operation: string): Map<string, string> {
	const list = descend(document, operation, 'parameters');
	const parameters = list === undefined ? [] : Object.keys(objectAt(document, list));
	return new Map(
		parameters.flatMap((index) => {
			const parameter = descend(document, `${list ?? ''}/${index}`) ?? '';
			const { name, in: place } = objectAt(document, parameter);
			return place === 'query' ? [[String(name), `${parameter}/schema`] as const] : [];
		}),
	);
}

function headersOf(document: JsonObject, response: string): Map<string, string> {
	const names = Object.keys(objectAt(document, `${response}/headers`));
	return new Map(names.map((name) => [name, descend(document, response, 'headers', name, 'schema') ?? '']));
}

/** The pointer that is reached from another by these keys, references followed; undefined if there is none. */
function descend(document: JsonObject, from: string, ...keys: string[]): string | undefined {
	let pointer = follow(document, from);
	for (const key of keys) {
		if (pointer === undefined) return undefined;
		pointer = follow(document, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
	}
	return pointer;
}

function follow(document: JsonObject, pointer: string): string | undefined {
	const value = valueAt(document, pointer);
	if (isJsonObject(value) && typeof value.$ref === 'string') return follow(document, value.$ref);
	return value === undefined ? undefined : pointer;
}

function objectAt(document: JsonObject, pointer: string): Record<string, unknown> {
	return Object(valueAt(document, pointer) ?? {}) as Record<string, unknown>;
}

function valueAt(document: JsonObject, pointer: string): unknown {
	const keys = pointer.slice(2).split('/');
	return keys.reduce<unknown>((value, key) => {
		const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
	}, document);
}
