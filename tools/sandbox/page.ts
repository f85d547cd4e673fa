import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Conversation } from './api/chatStore';
import type { Delivery } from './api/delivery';
import type { StoredLead } from './api/lead';
import type { Webhook } from './api/webhookStore';
import type { Service } from './service';

/** How many leads the page shows at most. */
const SHOWN_LEADS = 200;

/** Fetches the page each second and shows what changed; sends the forms, whose text stays as it is meanwhile. */
const PAGE_SCRIPT = `
	const live = () => document.getElementById('live');
	async function refresh() {
		const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html');
		const changed = page.getElementById('live');
		if (changed.innerHTML !== live().innerHTML) live().replaceWith(changed);
		document.title = page.title;
	}
	async function send(form) {
		const filled = [...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value);
		const headers = { 'Content-Type': 'application/json' };
		const response = await fetch(form.id, { method: 'POST', headers, body: JSON.stringify(Object.fromEntries(filled)) });
		form.querySelector('output').textContent = response.ok ? '' : (await response.json()).error;
		if (response.ok) form.reset();
		await refresh();
	}
	document.addEventListener('submit', (event) => { event.preventDefault(); void send(event.target); });
	document.addEventListener('click', ({ target: { name } }) => {
		if (name?.startsWith('/')) void fetch(name, { method: 'DELETE' }).then(refresh);
	});
	setInterval(() => refresh().catch(() => { document.title = live().textContent = 'The sandbox has stopped'; }), 1000);
`;

const STYLE = `
	:root { color-scheme: light dark; }
	body { font: 15px/1.5 system-ui, sans-serif; max-width: 1240px; margin: 24px auto; padding: 0 16px; }
	code { user-select: all; font-weight: 600; margin-right: 1em; }
	form { margin: 8px 0; }
	output { color: #dc2626; }
	table { border-collapse: collapse; width: 100%; }
	th, td { text-align: left; vertical-align: top; padding: 6px 10px; border-top: 1px solid #8886; overflow-wrap: anywhere; }
`;

/** Even if something slipped through the escaping, the browser would run no script but ours. */
const CONTENT_SECURITY_POLICY = [
	"default-src 'none'",
	"style-src 'unsafe-inline'",
	'img-src data:',
	"connect-src 'self'",
	"frame-ancestors 'none'",
	`script-src 'sha256-${createHash('sha256').update(PAGE_SCRIPT).digest('base64')}'`,
].join('; ');

/** The page at `/`, for people. */
export function addPage(server: FastifyInstance, service: Service): void {
	server.get('/', (request, reply) =>
		reply
			.type('text/html; charset=utf-8')
			.headers({ 'Cache-Control': 'no-store', 'Content-Security-Policy': CONTENT_SECURITY_POLICY })
			.send(renderPage(service, `http://${request.host}`)),
	);
}

/** The whole page. Only what is in `live` changes. */
function renderPage(service: Service, baseUrl: string): string {
	const { profile, apiKey, chatbotIds } = service;
	const values = [['API Key', apiKey], ['Base URL', baseUrl], ...chatbotIds.map((id) => ['Chatbot ID', id])];
	return markup`<!doctype html>
		<html lang="en">
			<meta charset="utf-8" />
			<title>PollyBot sandbox</title>
			<link rel="icon" href="data:," />
			<style>${new Html(STYLE)}</style>
			<h1>PollyBot sandbox</h1>
			<p>A PollyBot on this machine, ${profile.title}. Enter these values in n8n's “PollyBot API” credential, and leave the rest as it is:</p>
			<p>${values.map(([name = '', value = '']) => markup`${name} <code>${value}</code>`)}</p>
			<form id="/sandbox/leads">
				<b>Submit a lead</b>
				<input name="name" placeholder="Name" aria-label="Name" required autocomplete="off" />
				<input name="email" placeholder="Email" aria-label="Email" autocomplete="off" />
				<input type="hidden" name="source" value="Sandbox page" />
				<button>Submit lead</button> <output></output>
			</form>
			<form id="/sandbox/webhooks">
				<b>Add a webhook</b> for Lead Created
				<input name="url" placeholder="URL of the trigger" aria-label="URL" required autocomplete="off" />
				<input name="secret" placeholder="Secret" aria-label="Secret" required autocomplete="off" />
				<select name="chatbotId" aria-label="Chatbot">${chatbotIds.map((id) => markup`<option>${id}</option>`)}</select>
				<button>Add webhook</button> <output></output>
			</form>
			<main id="live">${live(service)}</main>
			<script>${new Html(PAGE_SCRIPT)}</script>
		</html>`.source;
}

function live({ window, leads, log, webhooks, chat }: Service): Html {
	const now = Date.now();
	const { limit, remaining, used, resetAt } = window.budget(now);
	const next = used === 0 ? '' : `; the oldest request leaves it in ${Math.ceil((resetAt - now) / 1000)} s`;
	const rejected = log.filter(({ status = 0 }) => status >= 400).length;
	const newest = leads.newest(SHOWN_LEADS);
	const shown = `${leads.size > newest.length ? `The newest ${newest.length} of ` : ''}${count(leads.size)} leads.`;
	return markup`${webhooks.all().map((webhook) => webhookLine(webhook, webhooks.deliveries))}
		<p>
			<b>${count(remaining)}</b> of ${count(limit)} requests left in a window of ${window.windowSeconds} s${next}.
			<b>${count(log.length)}</b> requests, ${count(rejected)} rejected (invalid, duplicate, or over the limit).
		</p>
		<p>${shown} They appear here as they arrive.</p>
		<table>
			<tr>${['Arrived (UTC)', 'Name', 'Email', 'Phone', 'Source', 'Status', 'More'].map((head) => markup`<th>${head}</th>`)}</tr>
			${newest.map(leadRow)}
		</table>
		${chat.conversations.slice(-20).reverse().map(conversationOf)}`;
}

const MEANINGS = new Map([
	['401', "401: the secret differs from the one in n8n's credential"],
	['404', '404: the workflow is not published, or the Test URL is not listening'],
	['ECONNREFUSED', 'ECONNREFUSED: no n8n at this address'],
]);

function webhookLine({ id, url, chatbotId }: Webhook, deliveries: Delivery[]): Html {
	const own = deliveries.filter(({ webhookId }) => webhookId === id);
	const [delivered, pending, failed] = (['delivered', 'pending', 'failed'] as const).map(
		(state) => own.filter((delivery) => delivery.state === state).length,
	);
	const newest = own.flatMap(({ attempts }) => attempts).sort((a, b) => b.at - a.at)[0];
	const last = String(newest?.status ?? newest?.error ?? 'none');
	return markup`<p>
		<code>${url}</code> chatbot ${chatbotId}, delivered ${delivered ?? 0}, pending ${pending ?? 0}, given up ${failed ?? 0}, last
		response: ${MEANINGS.get(last) ?? last} <button name="/sandbox/webhooks/${id}">Remove</button>
	</p>`;
}

function leadRow({ id, name, email, phone, source, status, createdAt, ...lead }: StoredLead): Html {
	const { updatedAt: _, workspaceId: __, chatbotId: ___, metadata, customFields, ...others } = lead;
	const more = Object.entries<unknown>({ ...others, ...customFields, ...metadata }).filter(
		([, value]) => value !== undefined,
	);
	const shown = more.slice(0, 8).map(([key, value]) => `${key.slice(0, 60)}: ${textOf(value).slice(0, 60)}`);
	const texts = [createdAt.slice(11, 19), name, email, phone, source, status, shown.join(', ')];
	return markup`<tr data-lead="${id}">${texts.map((text = '') => markup`<td>${text}</td>`)}</tr>`;
}

function conversationOf({ id, messages }: Conversation): Html {
	const said = messages.slice(-20).map(({ message, response }) => markup`<li>${message} <i>${response}</i></li>`);
	return markup`<section data-conversation="${id}">Conversation <code>${id}</code><ol start="${messages.length - said.length + 1}">${said}</ol></section>`;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function count(number: number): string {
	return number.toLocaleString('en');
}

/** Text that is safe as HTML. */
class Html {
	constructor(readonly source: string) {}
}

/** A template in which every value is escaped, but for what is Html already. */
function markup(strings: TemplateStringsArray, ...values: Array<string | number | Html | Html[]>): Html {
	return new Html(String.raw({ raw: strings }, ...values.map((value) => [value].flat().map(escape).join(''))));
}

function escape(value: string | number | Html): string {
	return value instanceof Html
		? value.source
		: String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
