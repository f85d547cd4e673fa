import { z } from 'zod';

/** n8n's request as far as it is needed: the body is read on demand, and is then in `rawBody`. */
const readerSchema = z.object({
	readRawBody: z.custom<() => Promise<unknown>>((value) => typeof value === 'function'),
});

const readSchema = z.object({ rawBody: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });

const failureSchema = z.object({ status: z.literal(413) });

/** The bytes of a body, or the status that says why they cannot be read. */
export type RawBody =
	| { readonly body: Uint8Array; readonly status?: undefined }
	| { readonly status: 400 | 413; readonly body?: undefined };

/** The bytes of a request as they came (a compressed body unpacked), whatever n8n's parser made of them. */
export async function readRawBody(request: unknown): Promise<RawBody> {
	try {
		await readerSchema.parse(request).readRawBody();
		return { body: readSchema.parse(request).rawBody };
	} catch (error) {
		// Broken off on the way, not what Content-Encoding promises, or above n8n's N8N_PAYLOAD_SIZE_MAX.
		return { status: failureSchema.safeParse(error).success ? 413 : 400 };
	}
}
