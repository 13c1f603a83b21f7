import type { FeatureDetail } from '@leeway/services';
import type { Fact } from '../../ui/facts.tsx';
import { METRIC_ORDER, metricText, metricWords } from './metric-words.ts';

/** The change point of the series with its range; nothing where none stands out. */
export function beganFact({ began }: FeatureDetail, clock: (ms: number) => string): Fact[] {
  if (began.state === 'none') return [];
  const shape = began.shape === 'step' ? 'A step at' : 'Rising since';
  return [
    {
      label: 'Change point',
      value: `${shape} ${clock(began.atMs)} (95 %: ${clock(began.fromMs)} to ${clock(began.toMs)})`,
    },
  ];
}

/** The sampling error of the metrics whose law is known, as what an unchanged window of this size reaches. */
export function chanceFact({ chance }: FeatureDetail): Fact[] {
  const words = METRIC_ORDER.flatMap((id) => {
    const limit = chance[id];
    return limit === undefined ? [] : [`${metricWords(id).short} ${metricText(id, limit)}`];
  });
  return words.length === 0 ? [] : [{ label: 'By chance alone, 95 %, up to', value: words.join(', ') }];
}
