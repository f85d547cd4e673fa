import axios from 'axios';
import { z } from 'zod';

import { until } from '~/tools/until';
import { host } from './host';

const submittedSchema = z.object({ formWaitingUrl: z.string() });

/**
 * Fills in a published n8n form over HTTP, as its page does, and waits for the page that follows.
 *
 * @param fields in the form's order
 * @returns the page as HTML
 */
export async function submitForm(path: string, fields: ReadonlyArray<string | File>): Promise<string> {
	const form = new FormData();
	fields.forEach((value, index) => {
		form.append(`field-${index}`, value);
	});
	const answer = await axios.post<unknown>(`${host.url()}/form/${path}`, form, { proxy: false });
	const url = new URL(submittedSchema.parse(answer.data).formWaitingUrl);
	const status = `${url.origin}${url.pathname}/n8n-execution-status${url.search}`;
	const isWaiting = async () => (await axios.get<unknown>(status, { proxy: false })).data === 'form-waiting';
	await until(`a page follows the form "${path}"`, isWaiting, 30, 100);
	const page = await axios.get<string>(url.href, { proxy: false });
	return page.data;
}

/** Bytes as a list of numbers or, in 1.x, as text with a letter for each byte. */
const bytesSchema = z.union([
	z.object({ data: z.array(z.number()) }).transform(({ data }) => Buffer.from(data)),
	z.string().transform((text) => Buffer.from(text, 'latin1')),
]);

const fileSchema = z.object({ data: bytesSchema });

/** The file that a form's last page gives to its visitor, as text. n8n 2.x can give several. */
export function givenFile(page: string): string {
	const encoded = /const binar(?:y|ies) = "([^"]+)"/.exec(page)?.[1] ?? '[]';
	const given: unknown = JSON.parse(decodeURIComponent(encoded));
	const [file] = z.array(fileSchema).parse([given].flat());
	return file?.data.toString('utf8') ?? '';
}
