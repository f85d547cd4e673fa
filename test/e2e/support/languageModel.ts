import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { z } from 'zod';

/** What the model answers: it asks for a tool (the first one, if none is named) once or several times, or says something. */
export type Reply =
	| { readonly call: Record<string, unknown>; readonly tool?: string; readonly times?: number }
	| { readonly say: string };

const requestSchema = z.object({
	stream: z.boolean().default(false),
	messages: z.array(z.object({ role: z.string(), content: z.unknown() })),
	tools: z
		.array(
			z.object({
				function: z.object({ name: z.string(), description: z.string().default(''), parameters: z.unknown() }),
			}),
		)
		.default([]),
});

export type ModelRequest = z.infer<typeof requestSchema>;

/** A local server that speaks as OpenAI's chat completions do, and says what a test wants. */
export interface Model {
	/** For the credential: ends in `/v1`. */
	readonly url: string;
	/** What n8n's agent asked, in order. */
	readonly requests: ModelRequest[];
	/** What it says next, and then. Afterwards it repeats what its tool answered. */
	reply(...replies: Reply[]): void;
	close(): Promise<void>;
}

/** Source: OpenAI API reference, Chat Completions. A model is the one part that cannot be a real one here. */
export async function startModel(): Promise<Model> {
	const requests: ModelRequest[] = [];
	const replies: Reply[] = [];
	const server = fastify({ forceCloseConnections: true });
	server.post('/v1/chat/completions', ({ body }, response) => {
		const request = requestSchema.parse(body);
		requests.push(request);
		const reply = replies.shift() ?? { say: String(request.messages.at(-1)?.content) };
		const answer = completion(reply, request.tools[0]?.function.name ?? '', requests.length);
		if (!request.stream) return answer;
		// The agents of n8n 1.85 and 1.100 ask for one.
		return response.type('text/event-stream').send(`data: ${JSON.stringify(answer)}\n\ndata: [DONE]\n\n`);
	});
	await server.listen({ port: 0, host: '127.0.0.1' });
	const { port } = server.server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		reply: (...next) => {
			requests.length = 0;
			replies.splice(0, replies.length, ...next);
		},
		close: async () => {
			await server.close();
		},
	};
}

function completion(reply: Reply, tool: string, number: number): object {
	const message =
		'say' in reply
			? { role: 'assistant', content: reply.say }
			: {
					role: 'assistant',
					content: null,
					tool_calls: Array.from({ length: reply.times ?? 1 }, (_, index) => ({
						index,
						id: `call_${number}_${index}`,
						type: 'function',
						function: { name: reply.tool ?? tool, arguments: JSON.stringify(reply.call) },
					})),
				};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model: 'stub',
		choices: [{ index: 0, message, delta: message, finish_reason: 'say' in reply ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
