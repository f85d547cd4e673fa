import { z } from 'zod';
import { effectSchema, type FaultEffect } from './effects';
import { emailKey } from '../api/email';
import { isJsonObject } from '../json';
import type { LoggedRequest } from '../wire/requestLog';

/** A rule for a fault. */
const faultRuleSchema = z.object({
	/** Nothing: any request. */
	match: z
		.object({
			method: z.string().optional(),
			/** A string is the whole path, without the query. */
			path: z.union([z.string(), z.instanceof(RegExp)]).optional(),
			/** The email in the body, in any case. */
			email: z.string().optional(),
			/** From the nth matching request on, counted from 1 since the rule was made. */
			nth: z.number().int().min(1).optional(),
		})
		.optional(),
	/** How many requests it is played for; 1 if absent. */
	times: z.number().min(1).optional(),
	effect: effectSchema,
});

export type FaultRule = z.infer<typeof faultRuleSchema>;

/** The rules that are still to be played, in the order in which they were made: the first that matches is played. */
export class FaultQueue {
	private rules: Array<{ rule: FaultRule; seen: number; left: number }> = [];

	/** @throws ZodError if the rule is not valid */
	add(rule: FaultRule): void {
		const parsed = faultRuleSchema.parse(rule);
		this.rules.push({ rule: parsed, seen: 0, left: parsed.times ?? 1 });
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
