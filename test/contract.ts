import Ajv2020, { type Options } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { join } from 'node:path';
import { dereference } from '@apidevtools/json-schema-ref-parser';
import { z } from 'zod';
import { REPOSITORY } from '~/tools/repository';
import type { Delivery, LoggedRequest, ProfileName } from '~/tools/sandbox';

const DOCUMENTS: Readonly<Record<ProfileName, string>> = { '1.0': 'openapi.yaml', '2026': 'openapi-2026.yaml' };

const schemaSchema = z.record(z.unknown());
const contentSchema = z
	.object({ 'application/json': z.object({ schema: schemaSchema }) })
	.transform((content) => content['application/json'].schema);
const parameterSchema = z.object({ in: z.string(), name: z.string(), schema: schemaSchema });
const headersSchema = z.record(z.object({ schema: schemaSchema }));

/** An operation, as far as it is checked. Everything that the documents describe is JSON. */
const operationSchema = z.object({
	parameters: z.array(parameterSchema).default([]),
	requestBody: z.object({ content: contentSchema }).optional(),
	responses: z.record(z.object({ headers: headersSchema.default({}), content: contentSchema })).default({}),
});

const deliverySchema = z.object({
	parameters: z.tuple([parameterSchema]),
	requestBody: z.object({ content: contentSchema }),
});

const METHODS = ['get', 'post', 'put', 'delete'] as const;

const documentSchema = z.object({
	paths: z.record(z.object(Object.fromEntries(METHODS.map((method) => [method, operationSchema.optional()])))),
	webhooks: z.object({ leadCreated: z.object({ post: deliverySchema }) }),
});

type JsonSchema = z.infer<typeof schemaSchema>;
type ContractDocument = z.infer<typeof documentSchema>;
type ContractOperation = z.infer<typeof operationSchema>;

/** Checks requests and answers against the OpenAPI document of a profile. Each violation is a sentence. */
export interface Contract {
	checkRequest(request: LoggedRequest): string[];
	/** A connection that was dropped has no response, which is a violation too. */
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
	const loading = loaded.get(profile) ?? readContract(DOCUMENTS[profile]);
	loaded.set(profile, loading);
	return await loading;
}

async function readContract(file: string): Promise<Contract> {
	// Every reference is replaced by what it refers to, in the other document too.
	const document = documentSchema.parse(await dereference(join(REPOSITORY, 'tools', 'sandbox', 'contract', file)));
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
			const answer = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined);
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
				...checkJson(requestBody.content, JSON.parse(body), 'payload'),
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

/** The operation that a method and a path mean, if the contract has it. */
function findOperation({ paths }: ContractDocument, method: string, path: string): ContractOperation | undefined {
	const [, operations] = Object.entries(paths).find(([template]) => matches(template, path)) ?? [];
	return operations?.[method.toLowerCase()];
}

function matches(template: string, path: string): boolean {
	return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}
