import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { openSchemaRegistry } from './open-schema-registry.ts';
import { RegistryUnavailable } from './schema-registry.ts';

let server: Server;
let seen: (string | undefined)[] = [];

async function registryOf(
  answers: Record<string, [number, string]>,
  auth?: Parameters<typeof openSchemaRegistry>[0]['auth'],
) {
  seen = [];
  server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    const [status, body] = answers[request.url ?? ''] ?? [404, 'not here'];
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return openSchemaRegistry({ url: `http://127.0.0.1:${port}/`, auth, timeoutMs: 1_000 });
}
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('fetches a schema with what it imports, the imported first', async () => {
  const reference = (name: string) => ({ name, subject: `${name}-value`, version: 2 });
  const registry = await registryOf(
    {
      '/schemas/ids/7': [200, JSON.stringify({ schema: 'a', schemaType: 'PROTOBUF', references: [reference('b')] })],
      '/subjects/b-value/versions/2?deleted=true': [200, JSON.stringify({ schema: 'B', references: [reference('c')] })],
      '/subjects/c-value/versions/2?deleted=true': [200, JSON.stringify({ schema: 'C' })],
      '/schemas/ids/8': [200, JSON.stringify({ schema: '"long"' })],
    },
    { kind: 'basic', username: 'u', password: 'p' },
  );
  expect(await registry.schema(7)).toEqual({
    type: 'protobuf',
    text: 'a',
    references: [
      { name: 'c', text: 'C' },
      { name: 'b', text: 'B' },
    ],
  });
  expect(await registry.schema(8)).toEqual({ type: 'avro', text: '"long"', references: [] });
  expect(new Set(seen)).toEqual(new Set([`Basic ${Buffer.from('u:p').toString('base64')}`]));
});

it('tells a schema that is unknown from a registry that is not well', async () => {
  const registry = await registryOf({
    '/schemas/ids/1': [404, '{"error_code":40403,"message":"Schema not found"}'],
    '/schemas/ids/2': [503, 'later'],
    '/schemas/ids/3': [200, '<html>'],
    '/schemas/ids/4': [200, '{"schema":1}'],
    '/schemas/ids/5': [200, JSON.stringify({ schema: 'a', references: [{ name: 'x', subject: 'x', version: 1 }] })],
  });
  expect(await registry.schema(1)).toBeNull();
  for (const id of [2, 3, 4, 5, 6])
    await expect(registry.schema(id), String(id)).rejects.toBeInstanceOf(RegistryUnavailable);
});

it('is unavailable where nobody listens', async () => {
  await registryOf({});
  const registry = openSchemaRegistry({ url: 'http://127.0.0.1:9', timeoutMs: 500 });
  await expect(registry.schema(1)).rejects.toThrow('does not answer');
});
