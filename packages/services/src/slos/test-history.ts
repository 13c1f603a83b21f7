import { createPane, encodePane, createReferenceBuilder, countEvent, gridOf, type Verdict } from '@leeway/drift';
import type { Db } from '@leeway/store';

const builder = createReferenceBuilder();
for (let row = 0; row < 400; row += 1) builder.add({ age: row % 80 }, { score: (row % 100) / 100 });
const grid = gridOf(builder.freeze({ kind: 'file', detail: 'test', createdBy: 'test' }));

export const PANE_MS = 10_000;

export async function createModel(db: Db, id: string): Promise<void> {
  await db.model.create({
    data: { id, name: id, predictionTopic: `${id}.predictions`, paneMs: PANE_MS, windowPanes: 3 },
  });
}

export type Answers = { ok: number; errors?: number; slow?: number; untimed?: number };

/** One pane of one partition, counted by the real pane: `slow` answers take 400 ms, the others 20 ms. */
export async function writePane(
  db: Db,
  pane: { modelId: string; startMs: number; partition?: number; version?: string; paneMs?: number } & Answers,
): Promise<void> {
  const counted = createPane(grid);
  const add = (times: number, event: { latencyMs?: number; status?: 'ok' | 'error' }) => {
    for (let index = 0; index < times; index += 1)
      countEvent(counted, grid, { features: { age: 30 }, score: 0.5, ...event });
  };
  add(pane.ok, { latencyMs: 20 });
  add(pane.errors ?? 0, { latencyMs: 20, status: 'error' });
  add(pane.slow ?? 0, { latencyMs: 400 });
  add(pane.untimed ?? 0, {});
  const key = {
    modelId: pane.modelId,
    gridId: grid.id,
    version: pane.version ?? 'v1',
    startAt: new Date(pane.startMs),
    topic: `${pane.modelId}.predictions`,
    partition: pane.partition ?? 0,
    slice: '',
  };
  const data = { paneMs: pane.paneMs ?? PANE_MS, n: counted.events, counts: Buffer.from(encodePane(counted, grid)) };
  await db.pane.upsert({
    where: { modelId_startAt_version_gridId_topic_partition_slice: key },
    create: { ...key, ...data },
    update: { ...data, updatedAt: new Date() },
  });
}

export async function writeVerdict(
  db: Db,
  modelId: string,
  endMs: number,
  verdict: Verdict,
  marks = '',
): Promise<void> {
  const id = `${modelId}:${endMs}`;
  const data = {
    modelId,
    referenceId: 'reference',
    windowStartAt: new Date(endMs - 3 * PANE_MS),
    windowEndAt: new Date(endMs),
    n: 100,
    verdict,
    ratio: verdict === 'critical' ? 2 : 0.1,
    ratios: [],
    marks,
    features: [],
  };
  await db.evaluation.upsert({ where: { id }, create: { id, ...data }, update: data });
}
