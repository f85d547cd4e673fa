import Ajv2020, { type Options } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { findOperation, readDocument } from './contractDocument';
import type { Delivery } from '../api/delivery';
import { type JsonObject, parseJson } from '../json';
import type { LoggedRequest } from '../wire/requestLog';

/** Holds what went over the wire to `openapi.yaml`. Each violation is a sentence; none means all is well. */
export interface Contract {
	checkRequest(request: LoggedRequest): string[];
	/** A connection that was dropped has no answer, which is a violation too. */
	checkAnswer(request: LoggedRequest): string[];
	/** A call of a webhook. Whether its signature is right is for the test to say, which knows the secret. */
	checkDelivery(delivery: Delivery): string[];
}

/** Checks a value against the schema at a JSON pointer into the document. */
type Check = (schema: string, value: unknown, what: string) => string[];

const DELIVERY = '#/webhooks/leadCreated/post';

/** @throws Error if `openapi.yaml` cannot be read */
export function loadContract(): Contract {
	const document = readDocument();
	const checkJson = schemaCheck(document, {});
	// In a query and in headers all is text: a number is written out.
	const checkText = schemaCheck(document, { coerceTypes: true });
	return {
		checkRequest: (request) => {
			const operation = findOperation(document, request.method, request.path);
			if (!operation) return [`${request.method} ${request.path} is not in the contract`];
			return [
				...checkAuthorization(request),
				...Object.entries(request.query).flatMap(([name, text]) => {
					const schema = operation.query.get(name);
					return schema ? checkText(schema, text, `query ${name}`) : [`query ${name} is not in the contract`];
				}),
				...checkRequestBody(request, operation.body, checkJson),
			];
		},
		checkAnswer: ({ method, path, status, responseHeaders, responseBody }) => {
			const operation = findOperation(document, method, path);
			if (!operation) return [`${method} ${path} is not in the contract`];
			if (status === undefined) return ['there was no answer'];
			const answer = operation.answer(status);
			if (!answer) return [`the status ${status} is not in the contract`];
			return [
				...[...answer.headers].flatMap(([name, schema]) => {
					const text = responseHeaders[name.toLowerCase()];
					return text === undefined ? [`the header ${name} is missing`] : checkText(schema, text, `header ${name}`);
				}),
				...checkContentType(responseHeaders),
				...checkJson(answer.body, responseBody, 'answer'),
			];
		},
		checkDelivery: ({ body, signature }) => [
			...checkJson(`${DELIVERY}/parameters/0/schema`, signature, 'signature'),
			...checkJson(`${DELIVERY}/requestBody/content/application~1json/schema`, parseJson(body), 'payload'),
		],
	};
}

function schemaCheck(document: JsonObject, options: Options): Check {
	const ajv = new Ajv2020({ allErrors: true, strictTypes: false, strictRequired: false, ...options });
	addFormats(ajv);
	// The parts of the document that are no schema: strict mode would take them for misspelt keywords.
	ajv.addVocabulary(Object.keys(document));
	ajv.addSchema(document, 'contract');
	return (schema, value, what) => {
		const validate = ajv.getSchema(`contract${schema}`);
		if (!validate) throw new Error(`The contract has no schema at ${schema}`);
		if (validate(value) === true) return [];
		return (validate.errors ?? []).map(
			({ instancePath, message, params }) =>
				`${what}${instancePath.replaceAll('/', '.')} ${message ?? 'is wrong'} ${JSON.stringify(params)}`,
		);
	};
}

function checkAuthorization({ headers }: LoggedRequest): string[] {
	return /^Bearer \S+$/.test(headers.authorization ?? '') ? [] : ['the header Authorization is not Bearer and a key'];
}

function checkRequestBody(request: LoggedRequest, schema: string | undefined, check: Check): string[] {
	if (schema === undefined) return request.rawBody === '' ? [] : ['there is a body where none belongs'];
	return [...checkContentType(request.headers), ...check(schema, request.body, 'body')];
}

function checkContentType({ 'content-type': type = 'none' }: Record<string, string>): string[] {
	return /^application\/json(;|$)/.test(type) ? [] : [`the content type is ${type}`];
}
