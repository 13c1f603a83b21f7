import { PrometheusError } from '@leeway/services';

/** The body of an answer as text; stops reading as soon as it is too much. */
export async function readBounded(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new PrometheusError('too-much', `the answer is larger than ${maxBytes / 1_000_000} MB: ask for less`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
