import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { RegistryUnavailable } from './schema-registry.ts';

const MAX_ANSWER_BYTES = 4_194_304;

/** GET with bounds on time and size. Redirects are answers like any other: credentials go nowhere else. */
export async function registryRequest(
  url: string,
  options: { headers: Record<string, string>; ca: string | undefined; timeoutMs: number },
): Promise<{ status: number; text: string }> {
  const { headers, ca, timeoutMs } = options;
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const sent = url.startsWith('https:')
        ? requestSecure(url, { headers, signal, ...(ca === undefined ? {} : { ca }) })
        : requestPlain(url, { headers, signal });
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.end();
    });
    return { status: response.statusCode ?? 0, text: await limitedText(response) };
  } catch (error) {
    if (error instanceof RegistryUnavailable) throw error;
    const isLate = error instanceof Error && error.name === 'AbortError';
    const why = isLate ? `no answer within ${timeoutMs / 1_000} s` : messageOf(error);
    throw new RegistryUnavailable(`the schema registry does not answer: ${why}`, { cause: error });
  }
}

async function limitedText(response: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      response.destroy();
      throw new RegistryUnavailable('the schema registry’s answer is too large');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Of several addresses that were tried, the error has one each and no words of its own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
