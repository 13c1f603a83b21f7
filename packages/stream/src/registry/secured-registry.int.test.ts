import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTestCertificates } from '@leeway/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSchemaRegistry } from './open-schema-registry.ts';

let folder = '';
let ca = '';
let server: Server;
let url = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leeway-registry-tls-'));
  const certificates = await makeTestCertificates(folder);
  ({ ca } = certificates);
  server = createServer(certificates.server, (request, response) => {
    const isKnown = request.headers.authorization === 'Bearer secret-token';
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? '{"schema":"\\"long\\""}' : '{"error_code":40101}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

it('is believed by its own authority only, and errors never name the token', async () => {
  const auth = { kind: 'bearer', token: 'secret-token' } as const;
  expect(await openSchemaRegistry({ url, ca, auth }).schema(1)).toEqual({
    type: 'avro',
    text: '"long"',
    references: [],
  });
  const strange: unknown = await openSchemaRegistry({ url, auth })
    .schema(1)
    .catch((error: unknown) => error);
  expect(String(strange)).toContain('does not answer');
  const refused: unknown = await openSchemaRegistry({ url, ca, auth: { kind: 'bearer', token: 'wrong-token' } })
    .schema(1)
    .catch((error: unknown) => error);
  expect(String(refused)).toContain('answers 401');
  expect(`${String(strange)} ${String(refused)}`).not.toMatch(/secret|wrong/u);
});
