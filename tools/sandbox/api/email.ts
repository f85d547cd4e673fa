const QUOTED_LOCAL_PART = /^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"$/u;
const LOCAL_PART = /^[^\s\p{Cc}"(),:;<>@[\\\]]+$/u;
const LABEL =
	/^[\p{L}\p{N}\p{M}\p{Join_Control}](?:[\p{L}\p{N}\p{M}\p{Join_Control}-]*[\p{L}\p{N}\p{M}\p{Join_Control}])?$/u;

/**
 * Whether the service would accept this address. Plus tags, subdomains, any TLD, quoted local parts and internationalised
 * addresses are fine. A lone name, white space, a doubled dot or more than 254 characters are not.
 */
export function isEmail(text: string): boolean {
	const at = text.lastIndexOf('@');
	return text.length <= 254 && isLocalPart(text.slice(0, Math.max(at, 0))) && isDomain(text.slice(at + 1));
}

/** The form in which two addresses are compared: PollyBot holds emails to be the same whatever their case. */
export function emailKey(email: string): string {
	return email.trim().normalize('NFC').toLowerCase();
}

function isLocalPart(local: string): boolean {
	if (local.length > 64) return false;
	if (QUOTED_LOCAL_PART.test(local)) return true;
	return LOCAL_PART.test(local) && !local.startsWith('.') && !local.endsWith('.') && !local.includes('..');
}

function isDomain(domain: string): boolean {
	const labels = domain.split('.');
	if (labels.length < 2 || /^\p{N}+$/u.test(labels.at(-1) ?? '')) return false;
	return labels.every((label) => label.length <= 63 && LABEL.test(label));
}
