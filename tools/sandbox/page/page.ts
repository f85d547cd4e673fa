import { Html, markup } from './html';
import type { StoredLead } from '../api/lead';
import { PROFILES } from '../api/profiles';
import { PAGE_SCRIPT, PAGE_STYLE } from './pageFiles';
import { forms, webhooks } from './pageWebhooks';
import type { SandboxState } from '../control/state';

/** How the sandbox is reached, and the time there. */
export interface PageSurroundings {
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The server's clock, in milliseconds since the epoch. */
	readonly now: number;
}

/** How many leads the page shows at most. */
export const SHOWN_LEADS = 200;

const SHOWN_METADATA = 8;
const NUMBER = new Intl.NumberFormat('en');
const LOGO = new Html(
	'<svg viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="10" fill="#4f46e5"/>' +
		'<path d="M11 12h18a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3H19l-6 5v-5h-2a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z" fill="#fff"/>' +
		'<circle cx="15.5" cy="19.5" r="2.2" fill="#4f46e5"/><circle cx="24.5" cy="19.5" r="2.2" fill="#4f46e5"/></svg>',
);

/**
 * The page whole: it is drawn here, so that it says something without its script too, and the script only fetches it
 * again. The parts marked `data-live` are the ones that change.
 */
export function renderPage(state: SandboxState, { baseUrl, apiKey, now }: PageSurroundings): string {
	return markup`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>PollyBot sandbox</title>
				<link rel="icon" href="data:," />
				<style>${new Html(PAGE_STYLE)}</style>
			</head>
			<body>
				<main>
					<header>
						${LOGO}
						<div>
							<h1>PollyBot sandbox</h1>
							<p>A PollyBot on this machine, ${PROFILES[state.profile].title}. Enter these values in n8n's “PollyBot API” credential, and leave the rest as it is:</p>
						</div>
						<div class="offline" role="status">The sandbox has stopped</div>
					</header>
					${credential(state, baseUrl, apiKey)} ${cards(state, now)} ${forms(state)} ${webhooks(state)} ${leads(state)}
				</main>
				<script>${new Html(PAGE_SCRIPT)}</script>
			</body>
		</html>`.source;
}

/** What n8n's credential asks for: a click on a value selects it whole. */
function credential({ chatbotIds }: SandboxState, baseUrl: string, apiKey: string): Html {
	const values = [
		['API Key', apiKey],
		['Base URL', baseUrl],
		...chatbotIds.map((id) => ['Chatbot ID', id] as const),
	] as const;
	return markup`<section class="credential">
		${values.map(([name, value]) => markup`<span>${name} <code>${value}</code></span> `)}
	</section>`;
}

function cards({ total, budget, requests }: SandboxState, now: number): Html {
	const { limit, remaining, used, reset, windowSeconds } = budget;
	const freed =
		used === 0
			? `Nothing sent within the last ${duration(windowSeconds)}`
			: `Window of ${duration(windowSeconds)}; the oldest request leaves it in ${duration(Math.max(0, reset - now / 1000))}`;
	return markup`<section class="cards" id="cards" data-live>
		<div class="card"><b>${NUMBER.format(total)}</b><span>${total === 1 ? 'lead' : 'leads'}</span></div>
		<div class="card wide">
			<b>${NUMBER.format(remaining)} <small>of ${NUMBER.format(limit)} requests left</small></b>
			<div class="bar ${remaining < limit / 10 ? 'hot' : remaining < limit / 3 ? 'warm' : ''}">
				<i style="width: ${limit === 0 ? 0 : (100 * remaining) / limit}%"></i>
			</div>
			<span>${freed}</span>
		</div>
		<div class="card">
			<b>${NUMBER.format(requests.total)}</b><span>${requests.total === 1 ? 'request' : 'requests'}</span>
		</div>
		<div class="card"><b>${NUMBER.format(requests.refused)}</b>
			<span>refused: invalid, duplicate, or over the limit</span>
		</div>
	</section>`;
}

function leads({ leads, total }: SandboxState): Html {
	if (leads.length === 0) {
		return markup`<section id="leads" data-live>
			<div class="leads"><p class="none">No leads yet. They appear here as they arrive.</p></div>
		</section>`;
	}
	const more =
		total > leads.length
			? markup`<p class="foot">The newest ${leads.length} of ${NUMBER.format(total)} leads.</p>`
			: '';
	return markup`<section id="leads" data-live>
		<div class="leads">
			<table>
				<thead>
					<tr>
						<th>Arrived (UTC)</th>
						<th>Name</th>
						<th>Email</th>
						<th>Phone</th>
						<th>Source</th>
						<th>Status</th>
						<th>More</th>
					</tr>
				</thead>
				<tbody>
					${leads.map(row)}
				</tbody>
			</table>
		</div>
		${more}
	</section>`;
}

function row(lead: StoredLead): Html {
	return markup`<tr data-lead="${lead.id}">
		<td><time datetime="${lead.createdAt}">${lead.createdAt.slice(11, 19)}</time></td>
		<td class="name">${lead.name}</td>
		<td class="email">${lead.email ?? ''}</td>
		<td class="phone">${lead.phone ?? ''}</td>
		<td class="source">${lead.source ?? ''}</td>
		<td><span class="status">${lead.status}</span></td>
		<td class="metadata">${detailChips(lead)}</td>
	</tr> `;
}

/** Fields with a separate column, and those that are not shown. */
const COLUMNS = new Set([
	'id',
	'name',
	'email',
	'phone',
	'source',
	'status',
	'createdAt',
	'updatedAt',
	'workspaceId',
	'chatbotId',
]);

/** The newer fields, and the metadata. */
function detailChips({ metadata = {}, customFields = {}, ...lead }: StoredLead) {
	const entries = [
		...Object.entries<unknown>(lead).filter(([name, value]) => !COLUMNS.has(name) && value !== undefined),
		...Object.entries(customFields),
		...Object.entries(metadata),
	];
	const chips = entries
		.slice(0, SHOWN_METADATA)
		.map(([key, value]) => markup`<span class="chip"><i>${shortened(key)}</i> ${shortened(asText(value))}</span>`);
	const hidden = entries.length - chips.length;
	return hidden > 0 ? [...chips, markup`<span class="chip"><i>and ${hidden} more</i></span>`] : chips;
}

function asText(value: unknown): string {
	if (Array.isArray(value)) return value.join(', ');
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortened(text: string): string {
	const characters = Array.from(text.slice(0, 200));
	return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text;
}

function duration(seconds: number): string {
	if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h${remainder(seconds / 60, 'min')}`;
	if (seconds >= 60) return `${Math.floor(seconds / 60)} min${remainder(seconds, 's')}`;
	return `${Math.ceil(seconds)} s`;
}

function remainder(amount: number, unit: string): string {
	const rest = Math.floor(amount % 60);
	return rest === 0 ? '' : ` ${rest} ${unit}`;
}
