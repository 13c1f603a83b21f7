import type { z } from 'zod';

/** What a detector says right after one value. */
export type DetectorSignal = {
  drift: boolean;
  /** Always false for detectors without a warning level. */
  warning: boolean;
};

/** A running detector. After a drift the next value finds it as it was when new. */
export type Detector = {
  update(value: number): DetectorSignal;
};

export type DetectorId = 'adwin' | 'page-hinkley' | 'ddm' | 'eddm' | 'hddm-a' | 'hddm-w' | 'kswin';

/** What a detector is, what it takes, and how one is made. Parameters have River's names and defaults. */
export type DetectorDefinition<Params extends z.ZodType = z.ZodType> = {
  id: DetectorId;
  label: string;
  /** `error` is 1 for a wrong answer and 0 for a right one; `share` anything from 0 to 1. */
  input: 'number' | 'share' | 'error';
  warns: boolean;
  formula: string;
  source: string;
  domain: string;
  meaning: string;
  params: Params;
  create(params: z.output<Params>): Detector;
};
