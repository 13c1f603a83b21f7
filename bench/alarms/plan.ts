import { STEP_MS } from './simulate-feature.ts';

export const RATES = [200, 1_000, 10_000, 100_000] as const;

export type AlarmPlan = {
  name: 'full' | 'quick';
  rates: readonly number[];
  /** Calm models a rate, and weeks that each is watched after its fourteen days of reference. */
  models: number;
  weeks: number;
  /** Of these models, how many the other rules watch too. */
  peerModels: number;
  /** Features of each kind that every shift is tried on. */
  shiftedPerGroup: number;
  /** Models whose numbers follow a common course. */
  correlatedModels: number;
  correlatedRates: readonly number[];
  /** Days of short references, and the rates they are tried at. */
  shortDays: readonly number[];
  shortRates: readonly number[];
  /** Weeks watched in steps of a minute instead of five. */
  minuteWeeks: number;
  stepMs: number;
};

export const PLANS: Record<AlarmPlan['name'], AlarmPlan> = {
  full: {
    name: 'full',
    rates: RATES,
    models: 4,
    weeks: 4,
    peerModels: 1,
    shiftedPerGroup: 8,
    correlatedModels: 2,
    correlatedRates: [1_000, 10_000],
    shortDays: [1, 3, 7],
    shortRates: [200, 1_000, 10_000],
    minuteWeeks: 2,
    stepMs: STEP_MS,
  },
  quick: {
    name: 'quick',
    rates: RATES,
    models: 1,
    weeks: 1,
    peerModels: 1,
    shiftedPerGroup: 1,
    correlatedModels: 1,
    correlatedRates: [1_000],
    shortDays: [3],
    shortRates: [1_000],
    minuteWeeks: 0,
    stepMs: STEP_MS,
  },
};
