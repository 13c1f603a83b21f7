import { expect, it } from 'vitest';
import { z } from 'zod';
import { SchemaRegistryEnv, schemaRegistryOf, schemaRegistryProblems } from './schema-registry-env.ts';

const url = 'https://registry.example/api';
const read = (env: Record<string, string>) => z.object(SchemaRegistryEnv).parse(env);

it('none, open, by name and password, by token', () => {
  expect(schemaRegistryOf(read({}))).toBeNull();
  expect(schemaRegistryOf(read({ SCHEMA_REGISTRY_URL: url }))).toEqual({ url, ca: undefined });
  expect(
    schemaRegistryOf(
      read({
        SCHEMA_REGISTRY_URL: url,
        SCHEMA_REGISTRY_USERNAME: 'u',
        SCHEMA_REGISTRY_PASSWORD: 'p',
        SCHEMA_REGISTRY_TLS_CA: String.raw`a\nb`,
      }),
    ),
  ).toEqual({ url, ca: 'a\nb', auth: { kind: 'basic', username: 'u', password: 'p' } });
  expect(schemaRegistryOf(read({ SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_TOKEN: 't' }))).toMatchObject({
    auth: { kind: 'bearer', token: 't' },
  });
});

it('what contradicts itself is a problem with a name', () => {
  expect(() => read({ SCHEMA_REGISTRY_URL: 'https://u:secret@registry.example' })).toThrow('no name or password');
  expect(schemaRegistryProblems(read({ SCHEMA_REGISTRY_TOKEN: 't' }))[0]?.path).toBe('SCHEMA_REGISTRY_URL');
  const both = { SCHEMA_REGISTRY_URL: url, SCHEMA_REGISTRY_TOKEN: 't', SCHEMA_REGISTRY_USERNAME: 'u' };
  expect(schemaRegistryProblems(read(both))[0]?.path).toBe('SCHEMA_REGISTRY_TOKEN');
  expect(schemaRegistryProblems(read({ SCHEMA_REGISTRY_URL: url }))).toEqual([]);
});
