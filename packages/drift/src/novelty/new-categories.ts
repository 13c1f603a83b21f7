import { z } from 'zod';
import { addFrequentNames, addName, createFrequentNames, type FrequentNames } from './frequent-names.ts';

/** Features of a pane whose new categories are named; of others they are counted only. */
export const MAX_NAMED_FEATURES = 10;
const VERSION = 1;

/** Of a pane: by feature, the most frequent categories that its grid does not know. */
export type NewCategories = Map<string, FrequentNames>;

/** One event's value of a categorical feature that the grid does not know. */
export type NewCategory = { feature: string; name: string };

export function addNewCategory(all: NewCategories, { feature, name }: NewCategory): void {
  let names = all.get(feature);
  if (names === undefined) {
    if (all.size >= MAX_NAMED_FEATURES) return;
    names = createFrequentNames();
    all.set(feature, names);
  }
  addName(names, name);
}

/** Adds those of another pane, in place; names of at most `maxFeatures` features come of it. */
export function addNewCategories(
  target: NewCategories,
  other: NewCategories,
  { maxFeatures = Infinity }: { maxFeatures?: number } = {},
): void {
  for (const [feature, names] of other) {
    const known = target.get(feature);
    if (known === undefined && target.size >= maxFeatures) continue;
    const sum = known ?? createFrequentNames();
    addFrequentNames(sum, names);
    target.set(feature, sum);
  }
}

const Stored = z.object({
  v: z.literal(VERSION),
  features: z.array(
    z.object({
      feature: z.string(),
      total: z.int().min(0),
      undercount: z.int().min(0),
      counts: z.array(z.tuple([z.string(), z.int().min(1)])),
    }),
  ),
});

/** As bytes, since names may hold what a database's text may not (NUL, halves of pairs). */
export function encodeNewCategories(all: NewCategories): Uint8Array<ArrayBuffer> {
  const features = [...all].map(([feature, { total, undercount, counts }]) => ({
    feature,
    total,
    undercount,
    counts: [...counts],
  }));
  return new TextEncoder().encode(JSON.stringify({ v: VERSION, features } satisfies z.infer<typeof Stored>));
}

/** Nothing where they were written by another version. */
export function decodeNewCategories(bytes: Uint8Array): NewCategories {
  const parsed = Stored.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) return new Map();
  return new Map(
    parsed.data.features.map(({ feature, total, undercount, counts }) => [
      feature,
      { total, undercount, counts: new Map(counts) },
    ]),
  );
}
