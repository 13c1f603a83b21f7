import { z } from 'zod';
import type { Grid } from '../grid/grid.ts';
import { MAX_RECONSTRUCTED } from '../multivariate/add-reconstruction.ts';
import { SCORE_CELLS } from '../performance/quality-pane.ts';

/** How well the reference's own rows are reconstructed: mean and standard deviation of the error over `n` of them. */
export type ReconstructionSummary = {
  n: number;
  mean: number;
  sd: number;
  /** Share of the variance that the components explain. */
  explained: number;
};

/** Random Fourier features of reference vectors. */
export type VectorSummary = {
  /** Position of the feature in the grid's order. */
  feature: number;
  /** Vectors that the sums are of. */
  n: number;
  /** As a pane holds them. */
  sums: Float64Array;
  /** Traces of the first three powers of the features' covariance matrix: what chance does to the estimate. */
  traces: readonly [number, number, number];
};

/** Scores of reference rows whose truth is known, in the cells of a quality pane. */
export type ScoreHistograms = { positive: Float64Array; negative: Float64Array };

export type ReferenceExtrasOf = {
  reconstruction: ReconstructionSummary | null;
  vectors: readonly VectorSummary[];
  quality: ScoreHistograms | null;
};

const Count = z.int().min(0);
/** Cell and count by turns, cells ascending. */
const Sparse = z
  .array(Count)
  .max(2 * SCORE_CELLS)
  .refine(
    (pairs) =>
      pairs.length % 2 === 0 &&
      pairs.every((value, i) => (i % 2 === 1 ? value > 0 : value < SCORE_CELLS && value > (pairs[i - 2] ?? -1))),
    'cells must ascend and hold something',
  );

/** The parts of a stored reference that version 1 did not have. */
export const ReferenceExtras = z.object({
  reconstruction: z
    .object({
      features: z.array(Count).min(1).max(MAX_RECONSTRUCTED),
      components: z
        .array(z.array(z.number().min(-2).max(2)))
        .min(1)
        .max(MAX_RECONSTRUCTED),
      n: Count,
      mean: z.number().min(0),
      sd: z.number().min(0),
      explained: z.number().min(0).max(1.000001),
    })
    .exactOptional(),
  vectors: z
    .array(
      z.object({
        feature: Count,
        n: Count,
        sums: z.array(z.int()),
        traces: z.tuple([z.number(), z.number(), z.number()]),
      }),
    )
    .max(2_000)
    .exactOptional(),
  quality: z.object({ cells: z.literal(SCORE_CELLS), positive: Sparse, negative: Sparse }).exactOptional(),
});
export type ReferenceExtras = z.infer<typeof ReferenceExtras>;

/** Keys in one fixed order, and only those that are there. */
export function canonicalExtras({ reconstruction, vectors, quality }: ReferenceExtras): unknown {
  return {
    reconstruction:
      reconstruction === undefined
        ? undefined
        : {
            features: reconstruction.features,
            components: reconstruction.components,
            n: reconstruction.n,
            mean: reconstruction.mean,
            sd: reconstruction.sd,
            explained: reconstruction.explained,
          },
    vectors: vectors?.map(({ feature, n, sums, traces }) => ({ feature, n, sums, traces })),
    quality:
      quality === undefined
        ? undefined
        : { cells: quality.cells, positive: quality.positive, negative: quality.negative },
  };
}

function dense(pairs: readonly number[]): Float64Array {
  const cells = new Float64Array(SCORE_CELLS);
  for (let i = 0; i < pairs.length; i += 2) cells[pairs[i] ?? 0] = pairs[i + 1] ?? 0;
  return cells;
}

function sparse(cells: Float64Array): number[] {
  return [...cells.entries()].filter(([, count]) => count > 0).flat();
}

function refuseMisfit(extras: ReferenceExtras, grid: Grid): void {
  const { reconstruction, vectors } = extras;
  const size = reconstruction?.features.length ?? 0;
  const isNumeric = (index: number): boolean => grid.layouts[index]?.kind === 'numeric';
  if (reconstruction?.components.some((component) => component.length !== size) === true)
    throw new RangeError('components do not fit the features they are of');
  if (reconstruction?.features.some((index, i, all) => !isNumeric(index) || index <= (all[i - 1] ?? -1)) === true)
    throw new RangeError('what is reconstructed are numeric features in grid order');
  for (const { feature, sums } of vectors ?? []) {
    const layout = grid.layouts[feature];
    if (layout?.kind !== 'vector' || sums.length !== 2 * layout.feature.frequencies)
      throw new RangeError('sums of vectors do not fit the grid');
  }
}

/** Throws RangeError when the parts do not fit the grid. */
export function extrasFromBody(extras: ReferenceExtras | undefined, grid: Grid): ReferenceExtrasOf {
  if (extras === undefined) return { reconstruction: null, vectors: [], quality: null };
  refuseMisfit(extras, grid);
  const { reconstruction, vectors, quality } = extras;
  return {
    reconstruction:
      reconstruction === undefined
        ? null
        : {
            n: reconstruction.n,
            mean: reconstruction.mean,
            sd: reconstruction.sd,
            explained: reconstruction.explained,
          },
    vectors: (vectors ?? []).map((one) => ({ ...one, sums: Float64Array.from(one.sums) })),
    quality: quality === undefined ? null : { positive: dense(quality.positive), negative: dense(quality.negative) },
  };
}

/** Inverse of `extrasFromBody`; undefined when there is nothing to say. */
export function extrasBody(reference: ReferenceExtrasOf, grid: Grid): ReferenceExtras | undefined {
  const extras: ReferenceExtras = {};
  if (reference.reconstruction !== null && grid.reconstruction !== null) {
    const { features } = grid.reconstruction.grid;
    const { components } = grid.reconstruction;
    extras.reconstruction = {
      features: [...features],
      // Row by row, as they are counted with: a lean grid has them nowhere else.
      components: Array.from({ length: components.length / features.length }, (_, row) => [
        ...components.subarray(row * features.length, (row + 1) * features.length),
      ]),
      ...reference.reconstruction,
    };
  }
  if (reference.vectors.length > 0)
    extras.vectors = reference.vectors.map(({ feature, n, sums, traces }) => ({
      feature,
      n,
      sums: [...sums],
      traces: [...traces],
    }));
  if (reference.quality !== null)
    extras.quality = {
      cells: SCORE_CELLS,
      positive: sparse(reference.quality.positive),
      negative: sparse(reference.quality.negative),
    };
  return Object.keys(extras).length === 0 ? undefined : extras;
}
