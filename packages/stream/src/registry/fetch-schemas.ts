import { RegistryUnavailable, type FetchedSchema, type SchemaRegistry } from './schema-registry.ts';

/** Where fetched schemas are kept: the book of @leeway/contracts. */
export interface SchemaShelf {
  has(schemaId: number): boolean;
  add(schemaId: number, schema: FetchedSchema | null): void;
  forget(schemaId: number): void;
}

/** So often a schema is asked for before it is believed that there is none: replicas of a registry lag behind. */
export const SCHEMA_TRIES = 3;
const PAUSE_MS = 500;
/** How long an id is then taken for unknown. */
const UNKNOWN_FOR_MS = 30_000;
/** Unknown ids at a time that are asked for more than once: made-up ones must not make every message wait. */
const MAX_PATIENT = 20;

export type SchemaFetcher = {
  /**
   * Resolves when the shelf holds the schema, or that there is none. Throws `RegistryUnavailable` while nobody can say;
   * asking again later may help.
   */
  fetch: (schemaId: number) => Promise<void>;
};

/** `registry` null: there is none, and whoever needs one waits until somebody names it. */
export function createSchemaFetcher(input: {
  registry: SchemaRegistry | null;
  shelf: SchemaShelf;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  onOutcome?: (outcome: 'found' | 'unknown' | 'unavailable') => void;
}): SchemaFetcher {
  const { registry, shelf, now, sleep } = input;
  const underway = new Map<number, Promise<void>>();
  /** When each unknown id was last asked for, oldest first. */
  const unknownAtMs = new Map<number, number>();

  function forgetOld(): void {
    const beforeMs = now() - UNKNOWN_FOR_MS;
    for (const [schemaId, atMs] of unknownAtMs) {
      if (atMs > beforeMs) return;
      unknownAtMs.delete(schemaId);
      shelf.forget(schemaId);
    }
  }

  async function ask(schemaId: number): Promise<void> {
    if (registry === null) throw new RegistryUnavailable('no schema registry is named: SCHEMA_REGISTRY_URL');
    const tries = unknownAtMs.size < MAX_PATIENT ? SCHEMA_TRIES : 1;
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const schema = await registry.schema(schemaId);
      if (schema !== null) {
        shelf.add(schemaId, schema);
        input.onOutcome?.('found');
        return;
      }
      if (attempt < tries) await sleep(PAUSE_MS);
    }
    shelf.add(schemaId, null);
    unknownAtMs.delete(schemaId);
    unknownAtMs.set(schemaId, now());
    input.onOutcome?.('unknown');
  }

  return {
    fetch: async (schemaId) => {
      forgetOld();
      if (shelf.has(schemaId)) return;
      const known = underway.get(schemaId);
      if (known !== undefined) return known;
      const asking = ask(schemaId)
        .catch((error: unknown) => {
          input.onOutcome?.('unavailable');
          throw error;
        })
        .finally(() => underway.delete(schemaId));
      underway.set(schemaId, asking);
      return asking;
    },
  };
}
