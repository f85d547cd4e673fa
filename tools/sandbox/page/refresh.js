/**
 * Fetches the page each second and puts the parts that changed in their place. What is new among the rows is marked,
 * and the rows are left alone while nobody sees them.
 */
const parse = (text) => new DOMParser().parseFromString(text, 'text/html');
let shown = new Map([...document.querySelectorAll('[data-live]')].map((part) => [part.id, part.outerHTML]));
async function refresh() {
	const answer = await fetch('/', { cache: 'no-store' });
	const next = parse(await answer.text());
	for (const part of next.querySelectorAll('[data-live]')) {
		if (shown.get(part.id) === part.outerHTML) continue;
		shown.set(part.id, part.outerHTML);
		const old = document.getElementById(part.id);
		const known = new Set([...old.querySelectorAll('[data-lead]')].map((row) => row.dataset.lead));
		for (const row of part.querySelectorAll('[data-lead]')) {
			if (!known.has(row.dataset.lead)) row.classList.add('fresh');
		}
		old.replaceWith(document.importNode(part, true));
	}
}
async function send(form) {
	const values = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
	// What is left empty is not sent: whether it had to be filled in is for the sandbox to say.
	const fields = Object.fromEntries(values.filter(([, value]) => value !== ''));
	const answer = await fetch(form.dataset.post, {
		method: 'POST',
		body: JSON.stringify(fields),
		headers: { 'Content-Type': 'application/json' },
	});
	const problem = answer.ok ? '' : (await answer.json()).error;
	form.querySelector('[role=alert]').textContent = problem;
	if (answer.ok) form.reset();
	await refresh();
}
document.addEventListener('submit', (event) => {
	event.preventDefault();
	void send(event.target);
});
document.addEventListener('click', (event) => {
	const path = event.target.dataset?.delete;
	if (path) void fetch(path, { method: 'DELETE' }).then(refresh);
});
async function keepFresh() {
	if (!document.hidden) {
		await refresh().then(
			() => document.body.classList.remove('gone'),
			() => document.body.classList.add('gone'),
		);
	}
	setTimeout(keepFresh, 1000);
}
setTimeout(keepFresh, 1000);
