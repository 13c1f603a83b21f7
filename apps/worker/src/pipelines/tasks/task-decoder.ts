import {
  createStreamDecoder,
  SchemaBook,
  type StreamDecoder,
  type StreamMapping,
  type StreamMessage,
} from '@leeway/contracts';
import { RegistryUnavailable } from '@leeway/stream';
import type { WorkerApp } from '../../worker-app.ts';
import { createWorkerSchemas } from '../../worker-schemas.ts';
import { TaskRefused } from './task-runner.ts';

export type TaskDecoder = {
  decoder: StreamDecoder;
  /** Fetches the schemas that these messages need; they can be decoded afterwards. */
  prepare: (messages: readonly StreamMessage[]) => Promise<void>;
};

/** Decodes for a task, with a book of schemas of its own: what somebody tries out does not fill the ingest's. */
export function createTaskDecoder(app: Pick<WorkerApp, 'settings' | 'metrics'>, mapping: StreamMapping): TaskDecoder {
  const schemas = new SchemaBook();
  const decoder = createStreamDecoder(mapping, { schemas });
  const fetcher = createWorkerSchemas(app, schemas);
  return {
    decoder,
    prepare: async (messages) => {
      for (const message of messages) {
        const schemaId = decoder.missingSchema(message);
        if (schemaId === null) continue;
        await fetcher.fetch(schemaId).catch((error: unknown) => {
          if (!(error instanceof RegistryUnavailable)) throw error;
          throw new TaskRefused(`Schema ${schemaId} is needed, and cannot be had: ${error.message}`, { cause: error });
        });
      }
    },
  };
}
