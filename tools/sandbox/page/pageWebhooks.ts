import { type Html, markup } from './html';
import type { SandboxState, WebhookState } from '../control/state';

/** The forms, which stay as they are while the page is refreshed: what is half typed must not vanish. */
export function forms({ chatbotIds }: SandboxState): Html {
	return markup`<section class="forms">
		<form data-post="/sandbox/leads">
			<h2>Leave a lead</h2>
			<input name="name" placeholder="Name" aria-label="Name" required autocomplete="off" />
			<input name="email" placeholder="Email" aria-label="Email" autocomplete="off" />
			<input type="hidden" name="source" value="Sandbox page" />
			<button>Leave lead</button>
			<p role="alert"></p>
		</form>
		<form data-post="/sandbox/webhooks">
			<h2>Add a webhook <small>for Lead Created</small></h2>
			<input class="long" name="url" placeholder="URL of the trigger" aria-label="URL" required autocomplete="off" />
			<input name="secret" placeholder="Secret" aria-label="Secret" required autocomplete="off" />
			${chatbotChoice(chatbotIds)}
			<button>Add webhook</button>
			<p role="alert"></p>
		</form>
	</section>`;
}

/** The webhooks and how their deliveries went. */
export function webhooks({ webhooks }: SandboxState): Html {
	return markup`<section id="webhooks" data-live>${webhooks.map(row)}</section>`;
}

function chatbotChoice(chatbotIds: string[]): Html {
	const options = chatbotIds.map((id) => markup`<option>${id}</option>`);
	return markup`<select name="chatbotId" aria-label="Chatbot">${options}</select>`;
}

const WORDS: Readonly<Record<string, string>> = {
	401: "the secret is not the one in n8n's credential",
	404: 'the workflow is not active (published), or the Test URL does not listen',
	ECONNREFUSED: 'n8n does not run there',
};

/** An answer with what it mostly means to the person who tries the trigger. */
function said(answer: string): string {
	const words = WORDS[answer];
	return words === undefined ? answer : `${answer}: ${words}`;
}

function row({ id, url, chatbotId, delivered, pending, failed, last }: WebhookState): Html {
	return markup`<div class="webhook">
		<code>${url}</code> <span class="chip"><i>chatbot</i> ${chatbotId}</span>
		<span class="chip"><i>delivered</i> ${delivered}</span> <span class="chip"><i>pending</i> ${pending}</span>
		<span class="chip"><i>given up</i> ${failed}</span>
		${last === undefined ? '' : markup`<span class="chip"><i>last answer</i> ${said(last)}</span>`}
		<button data-delete="/sandbox/webhooks/${id}">Remove</button>
	</div>`;
}
