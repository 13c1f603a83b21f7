import { decodeReference, gridOf, type Grid } from '@leeway/drift';
import { loadIngestModels, loadReferenceBodies, type Db, type IngestModelRow } from '@leeway/store';
import { countingGrid } from './counting-grid.ts';
import { createIngestModel, createIngestRegistry, type IngestModel, type IngestRegistry } from './ingest-model.ts';

/** References decoded at a time: their bytes are needed no longer than that. */
const BODIES_AT_ONCE = 25;

/** Reads registered models again and again; what did not change is kept, and a grid is decoded once. */
export function createRegistryLoader(db: Db): () => Promise<IngestRegistry> {
  let grids = new Map<string, Grid>();
  let models = new Map<string, { signature: string; model: IngestModel }>();
  let registry = createIngestRegistry([]);
  let running: Promise<IngestRegistry> = Promise.resolve(registry);

  async function load(): Promise<IngestRegistry> {
    const rows = await loadIngestModels(db);
    grids = await gridsOf(db, rows, grids);
    let isNews = rows.length !== models.size;
    const loaded = rows.map((row) => {
      const signature = JSON.stringify(row);
      const known = models.get(row.id);
      if (known?.signature === signature) return known;
      isNews = true;
      return { signature, model: createIngestModel(row, grids.get(row.gridId ?? '') ?? null) };
    });
    if (!isNews) return registry;
    models = new Map(loaded.map((one) => [one.model.id, one]));
    registry = createIngestRegistry(loaded.map(({ model }) => model));
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
