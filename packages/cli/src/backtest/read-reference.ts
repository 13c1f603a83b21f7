import { createReferenceBuilder, createTextTableBuilder, type FrozenReference } from '@leeway/drift';
import type { TableColumns } from '@leeway/tables';
import type { CliIo } from '../command.ts';
import { nameOfSource } from '../register/name-of-source.ts';
import { backtestRows } from './backtest-rows.ts';

/** The reference, and the stretch of time that its rows cover; null where they have no times. */
export type TimedReference = { reference: FrozenReference; span: { fromMs: number; toMs: number } | null };

export async function readBacktestReference(source: string, columns: TableColumns, io: CliIo): Promise<TimedReference> {
  const { rows, cells, end } = backtestRows(source, columns, io);
  const builder = cells === 'text' ? createTextTableBuilder() : createReferenceBuilder();
  let fromMs = Infinity;
  let toMs = -Infinity;
  let isTimed = true;
  try {
    for await (const { features, score, prediction, timeMs } of rows) {
      builder.add(features, { score, prediction });
      isTimed &&= timeMs !== undefined;
      fromMs = Math.min(fromMs, timeMs ?? Infinity);
      toMs = Math.max(toMs, timeMs ?? -Infinity);
    }
  } finally {
    end();
  }
  const reference = builder.freeze({ kind: 'file', detail: nameOfSource(source), createdBy: 'leeway backtest' });
  return { reference, span: isTimed && toMs >= fromMs ? { fromMs, toMs } : null };
}
