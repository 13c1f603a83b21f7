import { decodeReference, gridOf, type Grid } from '@leeway/drift';
import { loadIngestModels, type Db } from '@leeway/store';
import { createIngestModel, createIngestRegistry, type IngestRegistry } from './ingest-model.ts';

/** Reads registered models again and again; grids are decoded once each. */
export function createRegistryLoader(db: Db): () => Promise<IngestRegistry> {
  const grids = new Map<string, Grid>();
  return async () => {
    const rows = await loadIngestModels(db, { knownGridIds: [...grids.keys()] });
    return createIngestRegistry(
      rows.map((row) => {
        if (row.gridId !== null && row.referenceBody !== null && !grids.has(row.gridId))
          grids.set(row.gridId, gridOf(decodeReference(row.referenceBody)));
        return createIngestModel(row, row.gridId === null ? null : (grids.get(row.gridId) ?? null));
      }),
    );
  };
}
