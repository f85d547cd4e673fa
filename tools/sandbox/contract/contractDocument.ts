import { join } from 'node:path';
import { dereference } from '@apidevtools/json-schema-ref-parser';
import { z } from 'zod';
import { REPOSITORY } from '../../repository';

const FOLDER = join(REPOSITORY, 'tools', 'sandbox', 'contract');

const schemaSchema = z.record(z.unknown());
const contentSchema = z
	.object({ 'application/json': z.object({ schema: schemaSchema }) })
	.transform((content) => content['application/json'].schema);
const parameterSchema = z.object({ in: z.string(), name: z.string(), schema: schemaSchema });
const headersSchema = z.record(z.object({ schema: schemaSchema }));

/** What the checks read of an operation: all that this document describes is JSON. */
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

/** A JSON Schema, as ajv takes it. */
export type JsonSchema = z.infer<typeof schemaSchema>;
export type ContractDocument = z.infer<typeof documentSchema>;
export type ContractOperation = z.infer<typeof operationSchema>;
export type ContractAnswer = ContractOperation['responses'][string];

/**
 * The OpenAPI document with every reference replaced by what it refers to, in other documents too.
 *
 * @param file its name in this folder
 */
export async function readDocument(file: string): Promise<ContractDocument> {
	return documentSchema.parse(await dereference(join(FOLDER, file)));
}

/** The operation that a method and a path mean, if the contract has it. */
export function findOperation(
	{ paths }: ContractDocument,
	method: string,
	path: string,
): ContractOperation | undefined {
	const [, operations] = Object.entries(paths).find(([template]) => matches(template, path)) ?? [];
	return operations?.[method.toLowerCase()];
}

/** What is answered with this status: undefined if the contract has no such answer. */
export function findAnswer({ responses }: ContractOperation, status: number): ContractAnswer | undefined {
	return responses[status] ?? (status >= 400 ? responses.default : undefined);
}

function matches(template: string, path: string): boolean {
	return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}
