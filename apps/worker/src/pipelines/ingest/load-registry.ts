import type { Grid, PackedReference } from '@leeway/drift';
import { loadIngestModels, type Db, type IngestModelRow } from '@leeway/store';
import { referenceShelf } from '../../reference-shelf.ts';
import type { SchemaBook } from '@leeway/contracts';
import type { Logger } from 'pino';
import { createIngestModel, createIngestRegistry, type IngestModel, type IngestRegistry } from './ingest-model.ts';

/** Reads registered models again and again; what did not change is kept, and a grid is decoded once. */
export function createRegistryLoader(
  db: Db,
  { schemas, log }: { schemas?: SchemaBook; log?: Logger } = {},
): () => Promise<IngestRegistry> {
  const shelf = referenceShelf(db);
  let references = new Map<string, PackedReference>();
  let models = new Map<string, { signature: string; model: IngestModel | null }>();
  let registry = createIngestRegistry([]);
  let running: Promise<IngestRegistry> = Promise.resolve(registry);

  /** Null = it is misconfigured, which its page says; the others are read nevertheless. */
  function modelOf(row: IngestModelRow, grid: Grid | null): IngestModel | null {
    try {
      return createIngestModel(row, grid);
    } catch (error) {
      log?.error({ model: row.id, err: error }, 'a model is misconfigured: its topics are not read for it');
      return null;
    }
  }

  async function load(): Promise<IngestRegistry> {
    const rows = await loadIngestModels(db);
    references = await shelf.load(rows.flatMap(({ referenceId }) => referenceId ?? []));
    let isNews = rows.length !== models.size;
    const loaded = rows.map((row) => {
      const signature = JSON.stringify(row);
      const known = models.get(row.id);
      if (known?.signature === signature) return known;
      isNews = true;
      return { signature, model: modelOf(row, references.get(row.referenceId ?? '')?.grid ?? null) };
    });
    if (!isNews) return registry;
    models = new Map(loaded.map((one, index) => [rows[index]?.id ?? '', one]));
    registry = createIngestRegistry(
      loaded.flatMap(({ model }) => model ?? []),
      schemas,
    );
    return registry;
  }

  // One after another: an older answer must not take the place of a newer one.
  return () => {
    running = running.then(load, load);
    return running;
  };
}
