import { z } from 'zod';
import { AGE_COLUMN, FEATURES, type FeatureVector } from '../data/census-table.ts';

/** A category seen in fewer training rows than this shares one column with the other rare ones. */
const RARE_BELOW_ROWS = 20;
const NO_COLUMN = -1;

export const INTERCEPT = 0;
export const AGE_WEIGHT = 1;
const FIRST_CATEGORY_WEIGHT = 2;
export const CATEGORICAL_FEATURES = FEATURES.length - 1;

/** How a person becomes a row of the design matrix: intercept, standardised age, one column a category. */
export const Encoding = z.object({
  ageMean: z.number(),
  ageSd: z.number().positive(),
  columns: z.int().min(2).max(5_000),
  /** For each categorical feature: weight index by code; codes that are absent here go to `other`. */
  categories: z.array(z.object({ byCode: z.record(z.string(), z.int()), other: z.int() })).length(CATEGORICAL_FEATURES),
});
export type Encoding = z.infer<typeof Encoding>;

/** Rows of the design matrix: all but age is 0 or 1, so only the places of the ones are kept. */
export type EncodedRows = {
  rows: number;
  columns: number;
  age: Float64Array;
  hotPerRow: number;
  /** `hotPerRow` weight indices a row, -1 where the value is missing or has no column. */
  hot: Int16Array;
};

export function learnEncoding(vectors: readonly FeatureVector[]): Encoding {
  const ages = vectors.flatMap((vector) => vector[AGE_COLUMN] ?? []);
  const ageMean = ages.reduce((sum, age) => sum + age, 0) / Math.max(1, ages.length);
  const variance = ages.reduce((sum, age) => sum + (age - ageMean) ** 2, 0) / Math.max(1, ages.length);
  let columns = FIRST_CATEGORY_WEIGHT;
  const categories = FEATURES.slice(1).map((_, index) => {
    const counts = countCodes(vectors, index + 1);
    const common = [...counts].filter(([, rows]) => rows >= RARE_BELOW_ROWS).map(([code]) => code);
    const byCode = Object.fromEntries(common.toSorted((a, b) => a - b).map((code) => [code, columns++] as const));
    return { byCode, other: common.length < counts.size ? columns++ : NO_COLUMN };
  });
  return { ageMean, ageSd: Math.sqrt(variance) || 1, columns, categories };
}

function countCodes(vectors: readonly FeatureVector[], feature: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const vector of vectors) {
    const code = vector[feature] ?? null;
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** Age in standard deviations; the mean where it is missing. */
export function standardisedAge(encoding: Encoding, vector: FeatureVector): number {
  const age = vector[AGE_COLUMN] ?? null;
  return age === null ? 0 : (age - encoding.ageMean) / encoding.ageSd;
}

/** Weight index of one categorical value, -1 where it has none. */
export function hotColumn(encoding: Encoding, vector: FeatureVector, feature: number): number {
  const code = vector[feature] ?? null;
  const category = encoding.categories[feature - 1];
  if (code === null || category === undefined) return NO_COLUMN;
  return category.byCode[code] ?? category.other;
}

export function encodeRows(encoding: Encoding, vectors: readonly FeatureVector[]): EncodedRows {
  const age = new Float64Array(vectors.length);
  const hot = new Int16Array(vectors.length * CATEGORICAL_FEATURES);
  for (const [row, vector] of vectors.entries()) {
    age[row] = standardisedAge(encoding, vector);
    for (let feature = 1; feature < FEATURES.length; feature += 1)
      hot[row * CATEGORICAL_FEATURES + feature - 1] = hotColumn(encoding, vector, feature);
  }
  return { rows: vectors.length, columns: encoding.columns, age, hotPerRow: CATEGORICAL_FEATURES, hot };
}
