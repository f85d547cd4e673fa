import type { FaultEffect } from './effects';
import { emailKey } from '../api/email';
import { isJsonObject } from '../json';
import type { LoggedRequest } from '../wire/requestLog';

/** A rule for a fault. */
export interface FaultRule {
	/** Nothing: any request. */
	match?: {
		method?: string;
		/** A string is the whole path, without the query. */
		path?: string | RegExp;
		/** The email in the body, in any case. */
		email?: string;
		/** From the nth matching request on, counted from 1 since the rule was made. @default 1 */
		nth?: number;
	};
	/** How many requests it is played for. @default 1 */
	times?: number;
	effect: FaultEffect;
}

/** The rules that are still to be played, in the order in which they were made: the first that matches is played. */
export class FaultQueue {
	private rules: Array<{ rule: FaultRule; seen: number; left: number }> = [];

	add(rule: FaultRule): void {
		this.rules.push({ rule, seen: 0, left: rule.times ?? 1 });
	}

	/** The fault for this request, which is thereby used up. */
	take(request: LoggedRequest): FaultEffect | undefined {
		const matching = this.rules.filter(({ rule }) => matches(rule, request));
		for (const entry of matching) entry.seen += 1;
		const chosen = matching.find(({ rule, seen }) => seen >= (rule.match?.nth ?? 1));
		if (!chosen) return undefined;
		chosen.left -= 1;
		this.rules = this.rules.filter(({ left }) => left > 0);
		return chosen.rule.effect;
	}

	clear(): void {
		this.rules = [];
	}
}

function matches({ match = {} }: FaultRule, request: LoggedRequest): boolean {
	const { method, path, email } = match;
	return (
		(method === undefined || method.toUpperCase() === request.method) &&
		(path === undefined || matchesPath(path, request.path)) &&
		(email === undefined || emailKey(email) === bodyEmail(request.body))
	);
}

function matchesPath(wanted: string | RegExp, path: string): boolean {
	// search() knows no lastIndex: an expression with the flag g would match every other time.
	return typeof wanted === 'string' ? wanted === path : path.search(wanted) >= 0;
}

function bodyEmail(body: unknown): string | undefined {
	return isJsonObject(body) && typeof body.email === 'string' ? emailKey(body.email) : undefined;
}
