import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { REPOSITORY } from '~/tools/repository';

const FOLDER = join(REPOSITORY, '.github', 'ISSUE_TEMPLATE');

const validations = z.object({ required: z.boolean() }).strict().optional();
const labelled = { label: z.string(), description: z.string().optional() };
const id = z.string().regex(/^[\w-]+$/);

/** GitHub shows no form at all if one of its fields is not as it wants it. */
const fieldSchema = z.discriminatedUnion('type', [
	z.object({ type: z.literal('markdown'), attributes: z.object({ value: z.string() }).strict() }).strict(),
	z
		.object({
			type: z.literal('textarea'),
			id,
			attributes: z.object({ ...labelled, render: z.string().optional() }).strict(),
			validations,
		})
		.strict(),
	z
		.object({
			type: z.literal('input'),
			id,
			attributes: z.object({ ...labelled, placeholder: z.string().optional() }).strict(),
			validations,
		})
		.strict(),
	z
		.object({
			type: z.literal('dropdown'),
			id,
			attributes: z.object({ ...labelled, options: z.array(z.string()).nonempty() }).strict(),
			validations,
		})
		.strict(),
]);

const formSchema = z
	.object({
		name: z.string(),
		description: z.string(),
		labels: z.array(z.string()),
		body: z.array(fieldSchema).nonempty(),
	})
	.strict();

const forms = readdirSync(FOLDER).filter((file) => file !== 'config.yml');

it('there are forms', () => {
	expect(forms.sort()).toEqual(['bug.yml', 'feature.yml']);
});

it.each(forms)('%s is a form that GitHub shows', (file) => {
	const { body } = formSchema.parse(parse(readFileSync(join(FOLDER, file), 'utf8')));
	const ids = body.flatMap((field) => (field.type === 'markdown' ? [] : [field.id]));
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.length).toBeGreaterThan(0);
});
