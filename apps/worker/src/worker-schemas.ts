import type { SchemaBook } from '@leeway/contracts';
import { createSchemaFetcher, openSchemaRegistry, type SchemaFetcher } from '@leeway/stream';
import type { WorkerApp } from './worker-app.ts';

/** Fetches schemas from the registry of the settings into a book. */
export function createWorkerSchemas(
  { settings, metrics }: Pick<WorkerApp, 'settings' | 'metrics'>,
  book: SchemaBook,
): SchemaFetcher {
  const { schemaRegistry } = settings;
  return createSchemaFetcher({
    registry: schemaRegistry === null ? null : openSchemaRegistry(schemaRegistry),
    shelf: book,
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    onOutcome: (outcome) => metrics.schemaRequests.inc({ outcome }),
  });
}
