import { z } from 'zod';
import { defineSli, sentenceOf } from './sli-definition.ts';

/**
 * Share of what came on the prediction topic that could be counted: dead letters and events that came too late are bad.
 * By the minute of arrival, as a record that can't be read has no other time. On a topic of several models a record
 * that names none is bad for each of them: nobody knows whose it was.
 */
export const usableRecords = defineSli({
  kind: 'usableRecords',
  title: 'Valid events',
  group: 'Data',
  noun: { one: 'record', many: 'records' },
  outage: 'nothing but unusable records',
  unit: 'event',
  source: 'records',
  spec: z.object({ kind: z.literal('usableRecords') }),
  defaults: { target: 0.999, minimumBad: 10, parameters: { kind: 'usableRecords' } },
  parameters: [],
  thresholdMs: () => null,
  count: ({ records }) => ({ good: records.counted, bad: records.refused, unknown: 0 }),
  short: () => 'valid',
  sentence: (_spec, modelName) =>
    sentenceOf(['records', 'kind'], ' for ', [modelName, 'model'], ' are ', ['readable and in time', 'kind']),
});
