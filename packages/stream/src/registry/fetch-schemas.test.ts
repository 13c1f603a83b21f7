import { expect, it } from 'vitest';
import { createSchemaFetcher } from './fetch-schemas.ts';
import { RegistryUnavailable, type FetchedSchema, type SchemaRegistry } from './schema-registry.ts';

const schema: FetchedSchema = { type: 'avro', text: '"long"', references: [] };

function setUp(answer: SchemaRegistry['schema'] | null) {
  const asked: number[] = [];
  const slept: number[] = [];
  const outcomes: string[] = [];
  const shelf = new Map<number, FetchedSchema | null>();
  let nowMs = 1_000_000;
  const fetcher = createSchemaFetcher({
    registry:
      answer === null
        ? null
        : {
            schema: async (schemaId) => {
              asked.push(schemaId);
              return answer(schemaId);
            },
          },
    shelf: {
      has: (schemaId) => shelf.has(schemaId),
      add: (schemaId, one) => void shelf.set(schemaId, one),
      forget: (schemaId) => void shelf.delete(schemaId),
    },
    now: () => nowMs,
    sleep: async (ms) => void slept.push(ms),
    onOutcome: (outcome) => void outcomes.push(outcome),
  });
  return { fetcher, asked, slept, outcomes, shelf, wait: (ms: number) => (nowMs += ms) };
}

it('asks once for a schema, however many wait for it', async () => {
  const { fetcher, asked, shelf, outcomes } = setUp(async () => schema);
  await Promise.all([fetcher.fetch(7), fetcher.fetch(7), fetcher.fetch(8)]);
  await fetcher.fetch(7);
  expect(asked).toEqual([7, 8]);
  expect(shelf.get(7)).toBe(schema);
  expect(outcomes).toEqual(['found', 'found']);
});

it('believes that a schema is unknown after three tries, for half a minute', async () => {
  let isRegistered = false;
  const { fetcher, asked, slept, shelf, wait } = setUp(async () => (isRegistered ? schema : null));
  await fetcher.fetch(7);
  expect(asked).toEqual([7, 7, 7]);
  expect(slept).toEqual([500, 500]);
  expect(shelf.get(7)).toBeNull();
  isRegistered = true;
  await fetcher.fetch(7);
  expect(asked).toHaveLength(3);
  wait(30_001);
  await fetcher.fetch(7);
  expect(shelf.get(7)).toBe(schema);
});

it('is not patient with a flood of made-up ids', async () => {
  const { fetcher, asked, slept } = setUp(async () => null);
  for (let schemaId = 0; schemaId < 200; schemaId += 1) await fetcher.fetch(schemaId);
  expect(asked).toHaveLength(20 * 3 + 180);
  expect(slept).toHaveLength(40);
});

it('a registry that is away says nothing of a schema; nor does one that nobody named', async () => {
  let isAway = true;
  const { fetcher, shelf, outcomes } = setUp(async () => {
    if (isAway) throw new RegistryUnavailable('down');
    return schema;
  });
  await expect(fetcher.fetch(7)).rejects.toThrow('down');
  expect(shelf.has(7)).toBe(false);
  isAway = false;
  await fetcher.fetch(7);
  expect(outcomes).toEqual(['unavailable', 'found']);
  await expect(setUp(null).fetcher.fetch(7)).rejects.toThrow('SCHEMA_REGISTRY_URL');
});
