import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const MIB = 1024 * 1024;
const SPACES = Buffer.alloc(64 * 1024, ' ');
/** Gzip allows one compressed member after the other: the same one serves again and again. */
const GZIPPED_MIB = gzipSync(Buffer.alloc(MIB, ' '));
const HEADER_LINES = Buffer.from('X-Flood: 0123456789abcdef\r\n'.repeat(256));

/** The chunk again and again, one each `everyMs`. */
export async function* drip(chunk: string, everyMs: number): AsyncGenerator<string> {
	for (;;) {
		yield chunk;
		// Whoever reads may be gone meanwhile: such a wait keeps no process alive.
		await wait(everyMs, undefined, { ref: false });
	}
}

export function* headerLines(): Generator<Buffer> {
	for (;;) yield HEADER_LINES;
}

/** As many spaces, and then the body. */
export function* spacesBefore(body: Buffer, bytes: number): Generator<Buffer> {
	for (let left = bytes; left > 0; left -= SPACES.length) yield SPACES.subarray(0, left);
	yield body;
}

/** The same, compressed; the spaces are rounded up to whole MiB. */
export function* gzippedSpacesBefore(body: Buffer, bytes: number): Generator<Buffer> {
	for (let left = bytes; left > 0; left -= MIB) yield GZIPPED_MIB;
	yield gzipSync(body);
}
