import { sdOf } from './distributions.ts';
import type { FeatureSpec } from './feature-mix.ts';

/** What a feature's rows are drawn by in one step. */
export type StepLaw = {
  mean: number;
  sd: number;
  nullShare: number;
  /** This share of the rows has another mean. */
  part?: { share: number; mean: number };
};
/** A change: of the law, or of the shares of value cells and `new` that come of it. */
export type Shift = {
  name: string;
  appliesTo: (spec: FeatureSpec) => boolean;
  law?: (law: StepLaw, at: { minutes: number; hourOfDay: number; spec: FeatureSpec }) => StepLaw;
  shares?: (values: Float64Array, spec: FeatureSpec) => void;
};

const isNumeric = ({ edges }: FeatureSpec): boolean => edges !== undefined;
const isFine = ({ feature, edges }: FeatureSpec): boolean => edges !== undefined && feature.valueCells > 100;
const isCategorical = ({ shares }: FeatureSpec): boolean => shares !== undefined;

function meanShift(size: number): Shift {
  return {
    name: `mean +${size} sd`,
    appliesTo: isNumeric,
    law: (law, { spec }) => ({ ...law, mean: law.mean + size * sdOf(spec.family) }),
  };
}

function nullShift(size: number): Shift {
  return {
    name: `missing +${size * 100} %`,
    appliesTo: () => true,
    law: (law) => ({ ...law, nullShare: Math.min(1, law.nullShare + size) }),
  };
}

/** `share` of all values go to one cell, taken from all others alike. */
function moveTo(values: Float64Array, cell: number, share: number): void {
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) * (1 - share);
  values[cell] = (values[cell] ?? 0) + share;
}

function scaleCells(values: Float64Array, from: number, to: number, factor: number): void {
  let inside = 0;
  for (let i = from; i < to; i += 1) inside += values[i] ?? 0;
  const others = inside >= 1 ? 0 : (1 - inside * factor) / (1 - inside);
  for (let i = 0; i < values.length; i += 1) values[i] = (values[i] ?? 0) * (i >= from && i < to ? factor : others);
}

function rareCategory(spec: FeatureSpec): number {
  const shares = [...(spec.shares ?? [])];
  return shares.reduce(
    (best, share, cell) => (Math.abs(share - 0.004) < Math.abs((shares[best] ?? 1) - 0.004) ? cell : best),
    0,
  );
}

const LAST = (values: Float64Array): number => values.length - 1;

/** What ten features at once get. */
export const JOINT_SHIFT: Shift = meanShift(0.25);
export const JOINT_FEATURES = 10;

/** In `shares`, the last place is the cell of new values. */
export const SHIFTS: readonly Shift[] = [
  { name: 'none', appliesTo: () => true },
  meanShift(0.1),
  meanShift(0.25),
  meanShift(0.5),
  meanShift(1),
  { name: 'variance × 1.5', appliesTo: isNumeric, law: (law) => ({ ...law, sd: law.sd * Math.sqrt(1.5) }) },
  nullShift(0.05),
  nullShift(0.4),
  { name: 'new category 2 %', appliesTo: isCategorical, shares: (values) => moveTo(values, LAST(values), 0.02) },
  { name: 'second category vanishes', appliesTo: isCategorical, shares: (values) => scaleCells(values, 1, 2, 0) },
  {
    name: 'category of about 0.4 % × 6',
    appliesTo: (spec) => isCategorical(spec) && spec.feature.valueCells > 5,
    shares: (values, spec) => scaleCells(values, rareCategory(spec), rareCategory(spec) + 1, 6),
  },
  {
    name: 'top 1 % becomes 3 %',
    appliesTo: isFine,
    shares: (values) => scaleCells(values, Math.floor(0.99 * LAST(values)), LAST(values), 3),
  },
  { name: 'one value in 5 %', appliesTo: isFine, shares: (values) => moveTo(values, LAST(values) >> 1, 0.05) },
  {
    name: 'ramp of 1 sd a day',
    appliesTo: isNumeric,
    law: (law, { minutes, spec }) => ({ ...law, mean: law.mean + (sdOf(spec.family) * minutes) / 1_440 }),
  },
  {
    name: 'a fifth of rows +1 sd',
    appliesTo: isNumeric,
    law: (law, { spec }) => ({ ...law, part: { share: 0.2, mean: law.mean + sdOf(spec.family) } }),
  },
  {
    name: '+0.5 sd from 8 to 20 h only',
    appliesTo: isNumeric,
    law: (law, { hourOfDay, spec }) =>
      hourOfDay >= 8 && hourOfDay < 20 ? { ...law, mean: law.mean + 0.5 * sdOf(spec.family) } : law,
  },
  { name: 'unit × 1,000', appliesTo: isFine, shares: (values) => moveTo(values, LAST(values), 0.997) },
];
