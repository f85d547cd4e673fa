import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import type { EffectOf, FaultEffect } from './effects';
import { drip, gzippedSpacesBefore, headerLines, spacesBefore } from './endless';
import type { LoggedRequest } from '../wire/requestLog';
import { enter, sendAnswer, type WrittenAnswer } from '../wire/sending';

/** Where an answer goes, past Fastify, which sends none but whole and right ones. */
interface Wire {
	socket: Socket;
	response: ServerResponse;
	entry: LoggedRequest;
}

type Send = (wire: Wire, answer: WrittenAnswer) => void | Promise<void>;

/** Sends an answer as a fault says, or as the service does if the fault is not about sending. */
export async function sendFaulty(
	reply: FastifyReply,
	entry: LoggedRequest,
	fault: FaultEffect | undefined,
	answer: WrittenAnswer,
	closing: AbortSignal,
): Promise<void> {
	const send = senderOf(fault, closing);
	if (!send) {
		sendAnswer(reply, entry, answer);
		return;
	}
	reply.hijack();
	await send({ socket: reply.request.raw.socket, response: reply.raw, entry }, answer);
}

function senderOf(fault: FaultEffect | undefined, closing: AbortSignal): Send | undefined {
	switch (fault?.kind) {
		case 'drop':
			return hangUp;
		case 'cut':
			return (wire, answer) => {
				sendPart(wire, answer, fault.at ?? 'half');
				hangUp(wire);
			};
		case 'stall':
			return (wire, answer) => {
				sendPart(wire, answer, fault.at);
			};
		case 'drip':
		case 'flood':
			return (wire, answer) => pour(wire, fault, answer);
		case 'altered':
			return (wire, answer) => {
				sendBytes(wire, fault, answer);
			};
		case 'latency':
			return fault.part && ((wire, answer) => sendLateBody(wire, fault.ms, answer, closing));
		default:
			return undefined;
	}
}

/** Closes the connection once what was written has gone out. */
export function hangUp({ socket, entry }: Pick<Wire, 'socket' | 'entry'>): void {
	entry.clientClosed = false;
	socket.destroySoon();
}

/** Promises the whole response in its Content-Length, and sends no more than a part of it. */
function sendPart(wire: Wire, answer: WrittenAnswer, at: 'start' | 'headers' | 'half'): void {
	if (at === 'start') return;
	const whole = Buffer.from(answer.text ?? '');
	const half = whole.subarray(0, at === 'half' ? Math.ceil(whole.length / 2) : 0);
	begin(wire, answer, { 'content-length': String(whole.length) }, half.toString());
	wire.response.write(half);
}

async function sendLateBody(wire: Wire, ms: number, answer: WrittenAnswer, closing: AbortSignal): Promise<void> {
	begin(wire, answer, { 'content-length': String(Buffer.byteLength(answer.text ?? '')) }, answer.text);
	await wait(ms, undefined, { signal: closing }).catch(() => undefined);
	if (!wire.response.destroyed) wire.response.end(answer.text);
}

/** What the client does not read is not made, and when it is gone, nothing more is. */
async function pour(wire: Wire, fault: EffectOf<'drip' | 'flood'>, answer: WrittenAnswer): Promise<void> {
	const { socket, response } = wire;
	if (fault.part === 'headers') {
		socket.write(`HTTP/1.1 ${statusLine(answer.status)}\r\n${fault.kind === 'drip' ? 'X-Drip: ' : ''}`);
	} else {
		const packed = fault.kind === 'flood' && fault.gzip === true;
		begin(wire, answer, packed ? { 'content-encoding': 'gzip' } : {});
	}
	const source = Readable.from(endless(fault, answer), { objectMode: false });
	// It ends when either side closes the connection, which is no error here.
	await pipeline(source, fault.part === 'headers' ? socket : response).catch(() => undefined);
}

function endless(
	fault: EffectOf<'drip' | 'flood'>,
	{ text = '' }: WrittenAnswer,
): Iterable<Buffer> | AsyncIterable<string> {
	if (fault.kind === 'drip') return drip(fault.part === 'headers' ? 'x' : ' ', fault.everyMs);
	if (fault.part === 'headers') return headerLines();
	return (fault.gzip ? gzippedSpacesBefore : spacesBefore)(Buffer.from(text), fault.bytes ?? Infinity);
}

function sendBytes(wire: Wire, fault: EffectOf<'altered'>, answer: WrittenAnswer): void {
	const { before = '', repeat = 1, charset = 'utf8', gzip, lengthOff = 0, interim = [], headers } = fault;
	const text = before + (answer.text ?? '').repeat(repeat);
	const plain = Buffer.from(text, charset);
	const packed = gzip === undefined ? plain : gzipSync(plain);
	const bytes = gzip === 'cut' ? packed.subarray(0, Math.ceil(packed.length / 2)) : packed;
	for (const status of interim) wire.socket.write(`HTTP/1.1 ${statusLine(status)}\r\n\r\n`);
	const changed = {
		...(gzip === undefined ? {} : { 'content-encoding': 'gzip' }),
		'content-length': String(Math.max(0, bytes.length + lengthOff)),
		...lowerCase(headers),
	};
	begin(wire, answer, changed, text);
	if (lengthOff > 0) wire.response.write(bytes);
	else wire.response.end(bytes);
}

/** Sends the headers immediately. */
function begin({ response, entry }: Wire, answer: WrittenAnswer, changed: Record<string, string>, body?: string): void {
	const headers = { ...answer.headers, ...changed };
	enter(entry, answer.status, headers, body);
	response.writeHead(answer.status, headers).flushHeaders();
}

function statusLine(status: number): string {
	return `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;
}

function lowerCase(headers: Record<string, string> = {}): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
