import type { AlarmFeature } from '@leeway/drift';
import { quantileOf, type Family } from './distributions.ts';

/** How one simulated feature behaves while nothing is wrong. Means and amplitudes in standard deviations. */
export type FeatureSpec = {
  group: string;
  feature: AlarmFeature;
  /** Numbers: upper cell edges but the last, on the scale of the family. */
  edges?: Float64Array;
  family: Family;
  /** Categories: shares of the cells. */
  shares?: Float64Array;
  nullShare: number;
  /** Wandering mean: autoregressive, with this sd and time scale. */
  wander?: { sd: number; minutes: number };
  season?: number;
  weekend?: number;
  dayEffect?: number;
  /** The null share's logarithm wanders. */
  nullWander?: { sd: number; minutes: number };
  /** This share of rows comes in entities that repeat one value, `mean` rows each on average. */
  bursts?: { share: number; mean: number };
  /** How much of the mean follows a course that all features of the model share. */
  common?: number;
};

const CELLS = 256;

type Rest = Partial<Omit<FeatureSpec, 'group' | 'feature' | 'family' | 'edges'>>;

function equalMassEdges(family: Family): Float64Array {
  return Float64Array.from({ length: CELLS - 1 }, (_, cell) => quantileOf(family, (cell + 1) / CELLS));
}
const EDGES = { normal: equalMassEdges('normal'), heavy: equalMassEdges('heavy') };

function numeric(group: string, place: number, rest: Rest = {}, family: Family = 'normal'): FeatureSpec {
  const feature = { name: `${group} ${place}`, isOrdered: true, valueCells: CELLS };
  return { group, feature, edges: EDGES[family], family, nullShare: 0, ...rest };
}

function fewValued(place: number): FeatureSpec {
  const values = 3 + 2 * place;
  const edges = Float64Array.from({ length: values - 1 }, (_, cell) => -2 + (4 * (cell + 1)) / values);
  const feature = { name: `few values ${place}`, isOrdered: true, valueCells: values };
  return { group: 'few values', feature, edges, family: 'normal', nullShare: 0 };
}

/** Zipf shares; what has no cell of its own is added up in the last. */
function categorical(place: number, categories: number): FeatureSpec {
  const cells = Math.min(categories, CELLS - 1);
  const shares = new Float64Array(cells);
  let total = 0;
  for (let rank = 0; rank < categories; rank += 1) total += 1 / (rank + 1);
  for (let rank = 0; rank < categories; rank += 1) {
    const cell = Math.min(rank, cells - 1);
    shares[cell] = (shares[cell] ?? 0) + 1 / (rank + 1) / total;
  }
  const feature = { name: `categories ${place}`, isOrdered: false, valueCells: cells };
  return { group: 'categories', feature, family: 'normal', shares, nullShare: place % 2 === 0 ? 0 : 0.05 };
}

const times = <T>(count: number, make: (place: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** Fifty features of a model, of the kinds that streams show. */
export function featureMix(): FeatureSpec[] {
  const minutes = [20, 40, 60, 80, 100, 120];
  return [
    ...times(8, (i) => numeric('independent', i, { nullShare: (0.3 * i) / 7 })),
    ...times(6, (i) => numeric('wandering mean', i, { wander: { sd: 0.03 + 0.014 * i, minutes: minutes[i] ?? 60 } })),
    ...times(6, (i) =>
      numeric('bursts', i, { bursts: i < 4 ? { share: 1, mean: [3, 5, 8, 10][i] ?? 5 } : { share: 0.3, mean: 20 } }),
    ),
    ...times(8, (i) =>
      numeric('daily season', i, {
        season: 0.1 + (0.4 * i) / 7,
        ...(i % 2 === 0 ? { wander: { sd: 0.05, minutes: 60 } } : {}),
        ...(i >= 6 ? { weekend: 0.3 } : {}),
      }),
    ),
    ...times(3, (i) => numeric('day effects', i, { dayEffect: 0.05 + 0.05 * i })),
    ...times(5, (i) => numeric('heavy tails', i, {}, 'heavy')),
    ...times(4, fewValued),
    ...times(8, (i) => categorical(i, [5, 50, 1_000][i % 3] ?? 5)),
    ...times(2, (i) =>
      numeric('wandering nulls', i, { nullShare: 0.05 + 0.1 * i, nullWander: { sd: 0.2, minutes: 120 } }),
    ),
  ];
}

/** The same features, all numbers following one wandering course besides, by a tenth of their standard deviation. */
export function correlatedMix(): FeatureSpec[] {
  return featureMix().map((spec) => (spec.edges === undefined ? spec : { ...spec, common: 0.1 }));
}
