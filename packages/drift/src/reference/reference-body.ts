import { z } from 'zod';
import { canonicalFeatureGrid, compileGrid } from '../grid/compile-grid.ts';
import { SPECIAL_CELL_COUNT, type FeatureLayout } from '../grid/grid.ts';
import { TEXT_MEASURES } from '../grid/text-measure.ts';
import { MAX_DIMENSION } from '../grid/vector-value.ts';
import { sha256Hex } from '../hash/sha256.ts';
import type { FrozenReference } from './frozen-reference.ts';
import { canonicalExtras, extrasBody, extrasFromBody, ReferenceExtras } from './reference-extras.ts';
import { canonicalProvenance, ReferenceProvenance } from './reference-provenance.ts';

const Count = z.int().min(0);
const FeatureBase = {
  name: z.string().max(220),
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
    text: z.object({ key: z.string().max(200), measure: z.enum(TEXT_MEASURES) }).exactOptional(),
  }),
  z.object({
    ...FeatureBase,
    kind: z.enum(['categorical', 'boolean']),
    categories: z.array(z.string()).max(1_000),
    others: z.array(z.string()).max(20_000),
    saturated: z.boolean(),
  }),
  z.object({
    ...FeatureBase,
    source: z.literal('feature'),
    kind: z.literal('vector'),
    dimension: z.int().min(0).max(MAX_DIMENSION),
    bandwidth: z.number().positive(),
    frequencies: z.int().min(1).max(1_024),
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
  features: z.array(FeatureBody).max(4_001),
  provenance: ReferenceProvenance,
  /** What version 1 did not have. */
  extras: ReferenceExtras.exactOptional(),
});
export type ReferenceBody = z.infer<typeof ReferenceBody>;

/** Text that the hash is taken of: keys in one fixed order, and only those that are there. */
export function canonicalBodyText(body: ReferenceBody): string {
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
    provenance: canonicalProvenance(body.provenance),
    ...(body.extras === undefined ? {} : { extras: canonicalExtras(body.extras) }),
  });
}

/** Compiles the grid and takes the hash. Throws RangeError when the parts do not fit together. */
export function referenceFromBody(body: ReferenceBody): FrozenReference {
  const grid = compileGrid(
    body.features.map((feature) => feature.grid),
    body.extras?.reconstruction ?? null,
  );
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
    ...extrasFromBody(body.extras, grid),
  };
}

/** Inverse of `referenceFromBody`. */
export function bodyOfReference(reference: FrozenReference): ReferenceBody {
  const extras = extrasBody(reference, reference.grid);
  return {
    rowCount: reference.rowCount,
    features: reference.grid.layouts.map((layout, index) => {
      const feature = reference.features[index];
      if (feature === undefined) throw new RangeError('a reference has fewer features than its grid');
      const { values, missing, mean, sd, min, max, rankErrorShare } = feature;
      const end = layout.offset + layout.valueCells + SPECIAL_CELL_COUNT;
      return {
        grid: mutableGrid(layout),
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
    ...(extras === undefined ? {} : { extras }),
  };
}

/** Edges as they are counted on: a lean grid has them nowhere else. */
function mutableGrid(layout: FeatureLayout): ReferenceBody['features'][number]['grid'] {
  switch (layout.kind) {
    case 'numeric':
      return { ...layout.feature, edges: [...layout.edges] };
    case 'vector':
      return { ...layout.feature };
    case 'categorical': {
      const { feature } = layout;
      return { ...feature, categories: [...feature.categories], others: [...feature.others] };
    }
  }
}
