import { fitEstimator, usualRanges, type CalibrateChoice, type PerformanceEstimator } from '@leeway/drift';
import { CliError } from '../cli-error.ts';
import type { CliIo } from '../command.ts';
import { GrowingRows } from './growing-rows.ts';
import { readPerformanceRows, type ColumnNames } from './row-columns.ts';

export type FittedReference = {
  estimator: PerformanceEstimator;
  ranges: ReturnType<typeof usualRanges>;
  rows: number;
};

/** Learns from the labelled rows of a reference; a row without label, score or answer teaches nothing. */
export async function readReference(input: {
  source: string;
  names: ColumnNames;
  threshold: number;
  chunkRows: number;
  choice: CalibrateChoice;
  io: CliIo;
}): Promise<FittedReference> {
  const rows = new GrowingRows();
  await readPerformanceRows(input, ({ label, score, answer }) => {
    if (label !== null && score !== null && answer !== null) rows.add({ label, score, answer });
  });
  if (rows.length === 0)
    throw new CliError(
      `${input.source}: expected rows with "${input.names.label}" and "${input.names.score}", found none`,
    );
  const view = rows.view();
  return {
    estimator: fitEstimator(view, input.choice),
    ranges: usualRanges(view, input.chunkRows),
    rows: rows.length,
  };
}
