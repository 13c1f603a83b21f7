'use client';

import type { ModelDetail } from '@leeway/services';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, formatFixed, formatPercent, plural } from '../../ui/format/format-number.ts';
import { Time } from '../../ui/time.tsx';
import styles from './model-page.module.css';

function servingWords({ state }: ModelDetail): string {
  if (state === null) return 'not reported';
  if (state.paused) return 'paused';
  if (state.fallback) return 'fallback';
  const shares = Object.entries(state.traffic).filter(([, share]) => share > 0);
  if (shares.length <= 1) return shares[0]?.[0] ?? state.version;
  return shares
    .toSorted(([, a], [, b]) => b - a)
    .map(([version, share]) => `${version} ${formatPercent(share, 0)}`)
    .join(' · ');
}

function lagWords({ lagSeconds, lagRecords }: ModelDetail): string {
  if (lagSeconds === null) return 'not measured';
  const records = lagRecords === null ? '' : `, ${plural(lagRecords, 'record')}`;
  const time = lagSeconds < 60 ? `${formatFixed(lagSeconds, 1)} s` : formatDuration(lagSeconds * 1_000);
  return `${time}${records}`;
}

function budgetWords(budget: ModelDetail['budget']): string {
  if (budget === null) return 'no SLO';
  if (budget.remaining === null) return 'not measured';
  return budget.remaining < 0
    ? `${formatPercent(-budget.remaining, 0)} overspent`
    : `${formatPercent(budget.remaining)} left`;
}

/** Whether numbers still go together as in the reference: what no feature shows by itself. */
function relationsFact({ multivariate }: ModelDetail): Fact[] {
  const relations = multivariate.find(({ reading }) => reading.feature === null);
  if (relations === undefined) return [];
  const { reading, verdict } = relations;
  if (verdict === 'no-data' || verdict === 'insufficient' || reading.state === 'undefined')
    return [{ label: 'Relations', value: 'not measured' }];
  const words = verdict === 'ok' ? 'as they were' : verdict;
  return [
    {
      label: 'Relations',
      value: `${words}, ${formatFixed(reading.value, 2)} sd, critical ${Number(reading.critical.toPrecision(2))}`,
    },
  ];
}

function factsOf(model: ModelDetail): Fact[] {
  const { reference, lastEventMs, watermarkMs, eventsPerSecond, partitions, budget } = model;
  return [
    { label: 'Serving', value: servingWords(model) },
    { label: 'Owner, tier', value: `${model.ownerTeam === '' ? 'nobody' : model.ownerTeam}, ${model.tier}` },
    {
      label: 'Reference',
      value:
        reference === null ? (
          'none'
        ) : (
          <>
            <code>{reference.id.slice(0, 12)}</code>, n {formatCount(reference.rowCount)}
          </>
        ),
    },
    {
      label: 'Last event',
      value:
        lastEventMs === null ? (
          'never'
        ) : (
          <>
            <Time ms={lastEventMs} as="clock-seconds" />, <Time ms={lastEventMs} />
          </>
        ),
    },
    { label: 'Lag', value: lagWords(model) },
    { label: 'Rate', value: eventsPerSecond === null ? 'not measured' : `${formatFixed(eventsPerSecond, 1)} events/s` },
    {
      label: 'Watermark',
      value:
        watermarkMs === null ? (
          'none'
        ) : (
          <>
            <Time ms={watermarkMs} as="clock-seconds" />, {partitions.live} / {partitions.total} partitions
          </>
        ),
    },
    {
      label: 'Budget',
      value: budgetWords(budget),
    },
    ...relationsFact(model),
  ];
}

/** The facts that an on-call reads before any chart. */
export function ModelFacts({ model }: { model: ModelDetail }) {
  return <Facts facts={factsOf(model)} className={styles.facts} />;
}
