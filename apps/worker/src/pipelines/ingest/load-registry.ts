import { decodeReference, gridOf, type Grid } from '@leeway/drift';
import { loadIngestModels, loadReferenceBodies, type Db, type IngestModelRow } from '@leeway/store';
import { countingGrid } from './counting-grid.ts';
import type { SchemaBook } from '@leeway/contracts';
import type { Logger } from 'pino';
import { createIngestModel, createIngestRegistry, type IngestModel, type IngestRegistry } from './ingest-model.ts';

/** References decoded at a time: their bytes are needed no longer than that. */
const BODIES_AT_ONCE = 25;

/** Reads registered models again and again; what did not change is kept, and a grid is decoded once. */
export function createRegistryLoader(
  db: Db,
  { schemas, log }: { schemas?: SchemaBook; log?: Logger } = {},
): () => Promise<IngestRegistry> {
  let grids = new Map<string, Grid>();
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
    grids = await gridsOf(db, rows, grids);
    let isNews = rows.length !== models.size;
    const loaded = rows.map((row) => {
      const signature = JSON.stringify(row);
      const known = models.get(row.id);
      if (known?.signature === signature) return known;
      isNews = true;
      return { signature, model: modelOf(row, grids.get(row.gridId ?? '') ?? null) };
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

/** The grids that are in use, those of `known` kept. */
async function gridsOf(db: Db, rows: IngestModelRow[], known: ReadonlyMap<string, Grid>): Promise<Map<string, Grid>> {
  const wanted = new Map(
    rows.flatMap(({ gridId, referenceId }) => (gridId && referenceId ? [[gridId, referenceId]] : [])),
  );
  const grids = new Map([...known].filter(([gridId]) => wanted.has(gridId)));
  const missing = [...wanted].filter(([gridId]) => !grids.has(gridId)).map(([, referenceId]) => referenceId);
  for (let start = 0; start < missing.length; start += BODIES_AT_ONCE)
    for (const body of await loadReferenceBodies(db, missing.slice(start, start + BODIES_AT_ONCE))) {
      const grid = countingGrid(gridOf(decodeReference(body)));
      grids.set(grid.id, grid);
    }
  return grids;
}
