import axios from 'axios';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

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
	const deadline = Date.now() + 30_000;
	while ((await axios.get<unknown>(status, { proxy: false })).data !== 'form-waiting') {
		if (Date.now() > deadline) throw new Error(`No page followed the form "${path}".`);
		await sleep(100);
	}
	const page = await axios.get<string>(url.href, { proxy: false });
	return page.data;
}

/** The file that a form's last page gives to its visitor, as text. */
export function givenFile(page: string): string {
	const encoded = /const binaries = "([^"]+)"/.exec(page)?.[1] ?? '[]';
	const files = z
		.array(z.object({ data: z.object({ data: z.array(z.number()) }) }))
		.parse(JSON.parse(decodeURIComponent(encoded)));
	return Buffer.from(files[0]?.data.data ?? []).toString('utf8');
}
