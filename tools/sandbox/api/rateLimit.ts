/** What is left of a window. Times in ms since the epoch. */
export interface Budget {
	limit: number;
	remaining: number;
	used: number;
	/** When the oldest request leaves the window; now, if none is in it. */
	resetAt: number;
}

/**
 * The sliding window over the requests of one key (page Rate Limiting). Knows nothing of HTTP, and is told the time.
 */
export class RateWindow {
	private readonly requests: number[] = [];

	constructor(
		private limit: number,
		private windowMs: number,
	) {}

	/** Counts a request, unless the window is full: then it is rejected, and not counted. */
	admit(now: number): boolean {
		if (this.budget(now).remaining === 0) return false;
		this.requests.push(now);
		return true;
	}

	budget(now: number): Budget {
		const gone = this.requests.findIndex((at) => at + this.windowMs > now);
		this.requests.splice(0, gone < 0 ? this.requests.length : gone);
		const used = this.requests.length;
		return {
			limit: this.limit,
			remaining: Math.max(0, this.limit - used),
			used,
			resetAt: used > 0 ? (this.requests[0] ?? now) + this.windowMs : now,
		};
	}

	/** How long until a rejected request would be admitted, in ms. */
	waitMs(now: number): number {
		const leaving = this.requests[this.requests.length - this.limit];
		return leaving === undefined ? this.windowMs : Math.max(0, leaving + this.windowMs - now);
	}

	set(limit: number, windowMs: number): void {
		this.limit = limit;
		this.windowMs = windowMs;
	}

	get windowSeconds(): number {
		return this.windowMs / 1000;
	}

	empty(): void {
		this.requests.length = 0;
	}
}

/** The four headers that every answer carries. */
export function rateLimitHeaders(budget: Budget, clockOffsetMs: number): Record<string, string> {
	return {
		'X-RateLimit-Limit': String(budget.limit),
		'X-RateLimit-Remaining': String(budget.remaining),
		'X-RateLimit-Reset': String(unixSeconds(budget.resetAt + clockOffsetMs)),
		'X-RateLimit-Used': String(budget.used),
	};
}

/** Rounded up: a client that waits until then must not come too early. */
export function unixSeconds(ms: number): number {
	return Math.ceil(ms / 1000);
}
