import { z } from 'zod';
import { formatWindow } from '../words/format-minutes.ts';
import type { SliParameter } from './sli-parameter.ts';

/** Lengths that a day consists of a whole number of, so that slices begin at the same times every day. */
export const SLICE_MINUTES = [1, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1_440] as const;
const ALLOWED: readonly number[] = SLICE_MINUTES;

export const SliceMinutes = z
  .number()
  .refine((value) => ALLOWED.includes(value), `Choose one of ${SLICE_MINUTES.join(', ')} minutes.`);

export function sliceParameter(hint: string): SliParameter {
  return {
    name: 'sliceMinutes',
    label: 'Judged over',
    hint,
    control: 'choice',
    choices: () => SLICE_MINUTES.map((value) => ({ value, label: formatWindow(value) })),
  };
}

/** "minutes", "1 h slices": what a verdict is about. */
export function sliceWords(sliceMinutes: number): string {
  return sliceMinutes === 1 ? 'minutes' : `${formatWindow(sliceMinutes)} slices`;
}
