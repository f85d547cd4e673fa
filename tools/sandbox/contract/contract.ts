import Ajv2020, { type Options } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { findAnswer, findOperation, type JsonSchema, readDocument } from './contractDocument';
import type { Delivery } from '../api/delivery';
import type { ProfileName } from '../api/profile';
import { PROFILES } from '../api/profiles';
import { parseJson } from '../json';
import type { LoggedRequest } from '../wire/requestLog';

/** Checks requests and answers against the OpenAPI document of a profile. Each violation is a sentence. */
export interface Contract {
	checkRequest(request: LoggedRequest): string[];
	/** A connection that was dropped has no answer, which is a violation too. */
	checkAnswer(request: LoggedRequest): string[];
	/** A call of a webhook. Whether its signature is right is for the test to say, which knows the secret. */
	checkDelivery(delivery: Delivery): string[];
}

/** Checks a value against a schema. */
type Check = (schema: JsonSchema, value: unknown, what: string) => string[];

/** Those that were asked for: a document is read and its schemas are compiled once. */
const loaded = new Map<ProfileName, Promise<Contract>>();

/** @throws Error if the document cannot be read */
export async function loadContract(profile: ProfileName = '1.0'): Promise<Contract> {
	const loading = loaded.get(profile) ?? readContract(PROFILES[profile].document);
	loaded.set(profile, loading);
	return await loading;
}

async function readContract(file: string): Promise<Contract> {
	const document = await readDocument(file);
	const checkJson = schemaCheck({});
	// In a query and in headers all is text: a number is written out.
	const checkText = schemaCheck({ coerceTypes: true });
	return {
		checkRequest: (request) => {
			const operation = findOperation(document, request.method, request.path);
			if (!operation) return [`${request.method} ${request.path} is not in the contract`];
			const known = operation.parameters.filter((parameter) => parameter.in === 'query');
			return [
				...checkAuthorization(request),
				...Object.entries(request.query).flatMap(([name, text]) => {
					const parameter = known.find((each) => each.name === name);
					return parameter
						? checkText(parameter.schema, text, `query ${name}`)
						: [`query ${name} is not in the contract`];
				}),
				...checkRequestBody(request, operation.requestBody?.content, checkJson),
			];
		},
		checkAnswer: ({ method, path, status, responseHeaders, responseBody }) => {
			const operation = findOperation(document, method, path);
			if (!operation) return [`${method} ${path} is not in the contract`];
			if (status === undefined) return ['there was no answer'];
			const answer = findAnswer(operation, status);
			if (!answer) return [`the status ${status} is not in the contract`];
			return [
				...Object.entries(answer.headers).flatMap(([name, { schema }]) => {
					const text = responseHeaders[name.toLowerCase()];
					return text === undefined ? [`the header ${name} is missing`] : checkText(schema, text, `header ${name}`);
				}),
				...checkContentType(responseHeaders),
				...checkJson(answer.content, responseBody, 'answer'),
			];
		},
		checkDelivery: ({ body, signature }) => {
			const { parameters, requestBody } = document.webhooks.leadCreated.post;
			return [
				...checkJson(parameters[0].schema, signature, 'signature'),
				...checkJson(requestBody.content, parseJson(body), 'payload'),
			];
		},
	};
}

function schemaCheck(options: Options): Check {
	const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false, ...options });
	addFormats(ajv);
	return (schema, value, what) => {
		// Compiled once: ajv keeps what it made of a schema.
		const validate = ajv.compile(schema);
		if (validate(value)) return [];
		return (validate.errors ?? []).map(
			({ instancePath, message, params }) =>
				`${what}${instancePath.replaceAll('/', '.')} ${message ?? 'is wrong'} ${JSON.stringify(params)}`,
		);
	};
}

function checkAuthorization({ headers }: LoggedRequest): string[] {
	return /^Bearer \S+$/.test(headers.authorization ?? '') ? [] : ['the header Authorization is not Bearer and a key'];
}

function checkRequestBody(request: LoggedRequest, schema: JsonSchema | undefined, check: Check): string[] {
	if (schema === undefined) return request.rawBody === '' ? [] : ['there is a body where none belongs'];
	return [...checkContentType(request.headers), ...check(schema, request.body, 'body')];
}

function checkContentType({ 'content-type': type = 'none' }: Record<string, string>): string[] {
	return /^application\/json(;|$)/.test(type) ? [] : [`the content type is ${type}`];
}
