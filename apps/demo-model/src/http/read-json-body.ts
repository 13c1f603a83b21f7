import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 16_384;

export type JsonBody = { ok: true; value: unknown } | { ok: false; status: 400 | 413; reason: string };

/** An empty body reads as {}. */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) return { ok: false, status: 413, reason: `more than ${MOST_BYTES} bytes` };
    chunks.push(chunk);
  }
  if (bytes === 0) return { ok: true, value: {} };
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { ok: false, status: 400, reason: 'the body is not JSON' };
  }
}
