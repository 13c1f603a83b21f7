'use client';

import type { PrometheusTry } from '@leeway/services';
import { errorWords } from '../../../trpc/query-panel.tsx';
import { Button } from '../../../ui/button.tsx';
import { formatCount, formatPercent, plural } from '../../../ui/format/format-number.ts';
import { StatusMark } from '../../../ui/status-mark.tsx';
import type { FormValues } from '../form-values.ts';
import styles from './promql.module.css';
import { usePrometheusTry } from './use-prometheus-try.ts';

const MINUTES = 60;

type Answered = Extract<PrometheusTry, { outcome: 'answered' }>;

/** A bar a minute: how much of it was bad; a gap where nothing was measured. */
function MinuteBars({ answer }: { answer: Answered }) {
  const byMinute = new Map(answer.minutes.map((minute) => [minute.minuteMs, minute]));
  const bars = Array.from({ length: MINUTES }, (_, index) => byMinute.get(answer.fromMs + index * 60_000));
  return (
    <svg className={styles['bars']} viewBox={`0 0 ${MINUTES * 4} 24`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map((minute, index) => {
        const total = minute === undefined ? 0 : minute.good + minute.bad;
        if (minute === undefined || total === 0)
          return (
            <line key={index} className={styles['gap']} x1={index * 4 + 1.5} x2={index * 4 + 1.5} y1={12} y2={23} />
          );
        const height = 2 + (minute.bad / total) * 21;
        const look = minute.bad > 0 ? styles['bad'] : styles['good'];
        return <rect key={index} className={look} x={index * 4} width={3} y={24 - height} height={height} />;
      })}
    </svg>
  );
}

function wordsOf({ minutes, series }: Answered): string {
  const sum = { good: 0, bad: 0 };
  let measured = 0;
  for (const { good, bad } of minutes) {
    sum.good += good;
    sum.bad += bad;
    if (good + bad > 0) measured += 1;
  }
  const total = sum.good + sum.bad;
  const found = `${plural(series.query, 'series', 'series')}${series.total === null ? '' : ` of ${series.total}`}`;
  if (total === 0) return `${found}, nothing measured in the last hour.`;
  return `${found}; ${measured} of ${MINUTES} minutes measured, ${formatCount(sum.bad)} of ${formatCount(total)} bad (${formatPercent(sum.bad / total)}).`;
}

/** What the query yields now, from Prometheus itself, before anything is saved. */
export function PromqlResult({ values }: { values: FormValues }) {
  const { query, hasQuery, isBehind } = usePrometheusTry(values);
  const answer = query.data;
  return (
    <div className={styles['result']} aria-live="polite" aria-busy={isBehind}>
      <div className={styles['head']}>
        <span className={styles['title']}>The last hour</span>
        {isBehind && hasQuery ? <span className={styles['quiet']}>asking…</span> : null}
        <Button size="small" aria-disabled={hasQuery ? undefined : true} onClick={() => void query.refetch()}>
          Ask again
        </Button>
      </div>
      {!hasQuery ? <p className={styles['quiet']}>Fill in the query to see what it yields.</p> : null}
      {query.isError ? (
        <p role="alert">
          <StatusMark status="unknown">not asked</StatusMark> {errorWords(query.error).cause}
        </p>
      ) : null}
      {answer === undefined || !hasQuery ? null : answer.outcome === 'refused' ? (
        <p className={styles['problem']} role="alert">
          <StatusMark status="critical">no answer</StatusMark> {answer.message}
        </p>
      ) : (
        <>
          <MinuteBars answer={answer} />
          <p>{wordsOf(answer)}</p>
          {answer.warnings.map((warning) => (
            <p key={warning}>
              <StatusMark status="warning">look</StatusMark> {warning}
            </p>
          ))}
        </>
      )}
    </div>
  );
}
