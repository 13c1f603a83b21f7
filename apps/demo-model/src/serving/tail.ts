import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../state/write-durably.ts';
import { LabelQueue } from './label-queue.ts';
import { ServedLog } from './served-log.ts';

const Row = z.object({
  population: z.enum(['calm', 'groupQuarters']),
  row: z.int().min(0),
  faults: z.int().min(0).max(255),
});
const Tail = z.object({
  dataSha256: z.string(),
  labels: z.array(z.object({ id: z.string(), label: z.literal([0, 1]), dueMs: z.number(), served: Row })),
  served: z.array(Row),
});

/**
 * Labels that were still due and the log to retrain from, carried over a clean shutdown. After a crash both begin
 * empty, which a retraining says and Leeway counts as labels that never came.
 */
export function takeTail(stateDir: string, dataSha256: string): { labels: LabelQueue; served: ServedLog } {
  const labels = new LabelQueue();
  const served = new ServedLog();
  const file = path.join(stateDir, 'tail.json');
  if (!existsSync(file)) return { labels, served };
  const parsed = Tail.safeParse(parseJson(readFileSync(file, 'utf8')));
  // Taken only once: after a later crash the same labels must not be sent again.
  rmSync(file);
  if (!parsed.success || parsed.data.dataSha256 !== dataSha256) return { labels, served };
  for (const label of parsed.data.labels) labels.add(label);
  for (const row of parsed.data.served) served.add(row);
  return { labels, served };
}

export function keepTail(stateDir: string, dataSha256: string, labels: LabelQueue, served: ServedLog): void {
  const tail: z.infer<typeof Tail> = { dataSha256, labels: [...labels.all()], served: [...served.recent()] };
  writeDurably(path.join(stateDir, 'tail.json'), JSON.stringify(tail));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
