import {
  addNewCategories,
  decodeNewCategories,
  encodeNewCategories,
  MAX_NAMED_FEATURES,
  type NewCategories,
} from '@leeway/drift';
import type { Tx } from '../client.ts';
import type { IngestDelta } from './ingest-delta.ts';

type Key = { modelId: string; gridId: string; version: string; startMs: number };
type Stored = Key & { names: Uint8Array };

const keyOf = ({ modelId, gridId, version, startMs }: Key) => JSON.stringify([modelId, gridId, version, startMs]);

/** Names of new categories beside the panes that count them, merged as those are: nobody else writes these rows. */
export async function mergeNewCategories(tx: Tx, { topic, partition, panes }: IngestDelta): Promise<void> {
  const named = panes.flatMap(({ modelId, grid, version, startMs, newCategories }) =>
    newCategories === undefined ? [] : [{ modelId, gridId: grid.id, version, startMs, newCategories }],
  );
  if (named.length === 0) return;
  const before = await storedNames(tx, { topic, partition, keys: named });
  await tx.$executeRaw`
    INSERT INTO new_category_pane (model_id, grid_id, version, start_at, topic, partition, names)
    SELECT model_id, grid_id, version, to_timestamp(start_ms / 1000.0), ${topic}, ${partition}, decode(names, 'base64')
      FROM unnest(
        ${named.map(({ modelId }) => modelId)}::text[],
        ${named.map(({ gridId }) => gridId)}::text[],
        ${named.map(({ version }) => version)}::text[],
        ${named.map(({ startMs }) => startMs)}::float8[],
        ${named.map((one) => merged(one.newCategories, before.get(keyOf(one))))}::text[]
      ) AS fresh (model_id, grid_id, version, start_ms, names)
    ON CONFLICT (model_id, start_at, version, grid_id, topic, partition) DO UPDATE SET names = excluded.names`;
}

async function storedNames(
  tx: Tx,
  { topic, partition, keys }: { topic: string; partition: number; keys: readonly Key[] },
): Promise<Map<string, Uint8Array>> {
  const rows = await tx.$queryRaw<Stored[]>`
    SELECT stored.model_id AS "modelId", stored.grid_id AS "gridId", stored.version,
           (extract(epoch FROM stored.start_at) * 1000)::float8 AS "startMs", stored.names
      FROM new_category_pane stored JOIN unnest(
        ${keys.map(({ modelId }) => modelId)}::text[],
        ${keys.map(({ gridId }) => gridId)}::text[],
        ${keys.map(({ version }) => version)}::text[],
        ${keys.map(({ startMs }) => startMs)}::float8[]
      ) AS wanted (model_id, grid_id, version, start_ms)
        ON stored.model_id = wanted.model_id AND stored.start_at = to_timestamp(wanted.start_ms / 1000.0)
       AND stored.version = wanted.version AND stored.grid_id = wanted.grid_id
     WHERE stored.topic = ${topic} AND stored.partition = ${partition}`;
  return new Map(rows.map((row) => [keyOf(row), row.names]));
}

function merged(fresh: NewCategories, stored: Uint8Array | undefined): string {
  const sum: NewCategories = stored === undefined ? new Map() : decodeNewCategories(stored);
  addNewCategories(sum, fresh, { maxFeatures: MAX_NAMED_FEATURES });
  return Buffer.from(encodeNewCategories(sum)).toString('base64');
}
