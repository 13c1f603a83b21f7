import type { FeatureDetail } from '@leeway/services';
import { expect, it } from 'vitest';
import { beganFact, chanceFact } from './feature-facts.ts';

const clock = (ms: number): string => `t${ms}`;
const detail = (part: Partial<FeatureDetail>) => part as FeatureDetail;

it('dates the change point with its range, and says nothing where none stands out', () => {
  const began = {
    state: 'found',
    atMs: 5,
    fromMs: 4,
    toMs: 7,
    shape: 'ramp',
    before: 0.2,
    after: 1,
    pValue: 0,
  } as const;
  expect(beganFact(detail({ began }), clock)).toEqual([
    { label: 'Change point', value: 'Rising since t5 (95 %: t4 to t7)' },
  ]);
  expect(beganFact(detail({ began: { ...began, shape: 'step' } }), clock)[0]?.value).toMatch(/^A step at t5/u);
  expect(beganFact(detail({ began: { state: 'none', reason: 'calm' } }), clock)).toEqual([]);
});

it('says what chance reaches, in the order and units of the table', () => {
  const [fact] = chanceFact(detail({ chance: { missingRate: 0.012, psi: 0.0314 } }));
  expect(fact?.value).toBe('PSI 0.031, missing 1.20\u00a0%');
  expect(chanceFact(detail({ chance: {} }))).toEqual([]);
});
