import { z } from 'zod';
import { canonicalFeatureGrid, compileGrid } from '../grid/compile-grid.ts';
import { SPECIAL_CELL_COUNT } from '../grid/grid.ts';
import { sha256Hex } from '../hash/sha256.ts';
import { ReferenceProvenance, type FrozenReference } from './frozen-reference.ts';

const Count = z.int().min(0);
const FeatureBase = {
  name: z.string().max(200),
  source: z.enum(['feature', 'score', 'prediction']),
  coerce: z.boolean(),
};
const Ascending = z
  .array(z.number())
  .max(256)
  .refine((edges) => edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge)), 'edges must ascend');

const FeatureGridBody = z.discriminatedUnion('kind', [
  z.object({
    ...FeatureBase,
    kind: z.literal('numeric'),
    edges: Ascending,
    centre: z.number(),
    scale: z.number().positive(),
  }),
  z.object({
    ...FeatureBase,
    kind: z.literal('categorical'),
    categories: z.array(z.string()).max(1_000),
    others: z.array(z.string()).max(20_000),
    saturated: z.boolean(),
  }),
]);

const FeatureBody = z.object({
  grid: FeatureGridBody,
  values: Count,
  missing: Count,
  mean: z.number().nullable(),
  sd: z.number().min(0).nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  rankErrorShare: z.number().min(0),
  /** Value cells, then the special ones. */
  counts: z.array(Count),
});

/** A reference as it is stored and hashed. */
export const ReferenceBody = z.object({
  rowCount: Count,
  features: z.array(FeatureBody).max(2_001),
  provenance: ReferenceProvenance,
});
export type ReferenceBody = z.infer<typeof ReferenceBody>;

/** Text that the hash is taken of: keys in one fixed order. */
export function canonicalBodyText(body: ReferenceBody): string {
  const { kind, detail, fromMs, toMs, createdBy } = body.provenance;
  return JSON.stringify({
    rowCount: body.rowCount,
    features: body.features.map((feature) => ({
      grid: canonicalFeatureGrid(feature.grid),
      values: feature.values,
      missing: feature.missing,
      mean: feature.mean,
      sd: feature.sd,
      min: feature.min,
      max: feature.max,
      rankErrorShare: feature.rankErrorShare,
      counts: feature.counts,
    })),
    provenance: { kind, detail, fromMs, toMs, createdBy },
  });
}

/** Compiles the grid and takes the hash. Throws RangeError when counts and grid do not fit. */
export function referenceFromBody(body: ReferenceBody): FrozenReference {
  const grid = compileGrid(body.features.map((feature) => feature.grid));
  const counts = new Float64Array(grid.cellCount);
  grid.layouts.forEach((layout, index) => {
    const featureCounts = body.features[index]?.counts ?? [];
    if (featureCounts.length !== layout.valueCells + SPECIAL_CELL_COUNT)
      throw new RangeError(`feature ${layout.feature.name}: ${featureCounts.length} counts do not fit its grid`);
    counts.set(featureCounts, layout.offset);
  });
  const hash = sha256Hex(new TextEncoder().encode(canonicalBodyText(body)));
  return {
    id: hash.slice(0, 12),
    hash,
    gridId: grid.id,
    grid,
    rowCount: body.rowCount,
    features: body.features.map(({ grid: { name, kind }, values, missing, mean, sd, min, max, rankErrorShare }) => ({
      name,
      kind,
      values,
      missing,
      mean,
      sd,
      min,
      max,
      rankErrorShare,
    })),
    counts,
    provenance: body.provenance,
  };
}

/** Inverse of `referenceFromBody`. */
export function bodyOfReference(reference: FrozenReference): ReferenceBody {
  return {
    rowCount: reference.rowCount,
    features: reference.grid.layouts.map((layout, index) => {
      const feature = reference.features[index];
      if (feature === undefined) throw new RangeError('a reference has fewer features than its grid');
      const { values, missing, mean, sd, min, max, rankErrorShare } = feature;
      const end = layout.offset + layout.valueCells + SPECIAL_CELL_COUNT;
      return {
        grid: mutableGrid(layout.feature),
        values,
        missing,
        mean,
        sd,
        min,
        max,
        rankErrorShare,
        counts: [...reference.counts.subarray(layout.offset, end)],
      };
    }),
    provenance: reference.provenance,
  };
}

function mutableGrid(feature: FrozenReference['grid']['features'][number]): ReferenceBody['features'][number]['grid'] {
  if (feature.kind === 'numeric') return { ...feature, edges: [...feature.edges] };
  return { ...feature, categories: [...feature.categories], others: [...feature.others] };
}
