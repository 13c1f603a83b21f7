'use client';

import type { FeatureEvaluation, MetricId, MetricReading } from '@leeway/drift';
import { MetricScale } from '../../ui/charts/metric-scale.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import styles from './feature-panel.module.css';
import { METRIC_ORDER, metricNumber, metricWords, thresholdNumber } from './metric-words.ts';
import { VerdictMark } from './verdict-mark.tsx';

type Measured = Extract<MetricReading, { state: 'measured' }>;

/** Bounds below the last digit shown are as good as none. */
function boundText(id: MetricId, { bound }: Measured): string {
  if (bound === 0) return 'exact';
  const text = metricNumber(id, bound);
  return Number(text) === 0 ? `< ${text.replace(/0$/u, '1')}` : text;
}

/** A word or a limit of its own, before which no ± stands. */
function isPlain(text: string): boolean {
  return text === 'exact' || text.startsWith('<');
}

function toneOf({ verdict }: Measured): 'ok' | 'warn' | 'crit' {
  if (verdict === 'critical') return 'crit';
  return verdict === 'warning' ? 'warn' : 'ok';
}

function MeasuredRow({ id, reading }: { id: MetricId; reading: Measured }) {
  const { value, bound, warn, critical, baseline } = reading;
  return (
    <tr data-limits={warn === null && critical === null ? undefined : ''}>
      <th scope="row" className={styles.metric}>
        {metricWords(id).row}
      </th>
      <td data-number="" className={styles.reading}>
        <b className={styles.value}>{metricNumber(id, value)}</b>
      </td>
      <td data-number="" className={styles.bound} data-exact={isPlain(boundText(id, reading)) ? '' : undefined}>
        {boundText(id, reading)}
      </td>
      <td className={styles.scale}>
        <MetricScale
          value={value}
          bound={bound}
          warn={warn}
          critical={critical}
          baseline={baseline}
          tone={toneOf(reading)}
        />
      </td>
      <td data-number="" data-name="warn" className={styles.limit}>
        {warn === null ? '–' : thresholdNumber(id, warn)}
      </td>
      <td data-number="" data-name="crit" className={styles.limit}>
        {critical === null ? '–' : thresholdNumber(id, critical)}
      </td>
      <td className={styles.verdict}>
        {/* Without a threshold nothing was judged. */}
        {warn === null && critical === null ? '–' : <VerdictMark verdict={reading.verdict} />}
      </td>
    </tr>
  );
}

/** Metrics that could not be measured by why: most of them lack the same thing. */
function notMeasured(entries: readonly [MetricId, MetricReading][]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [id, reading] of entries)
    if (reading.state === 'undefined')
      names.set(reading.reason, [...(names.get(reading.reason) ?? []), metricWords(id).short]);
  return names;
}

/** Every metric of one feature: value, error bound, scale, thresholds, and the verdict of this window alone. */
export function MetricsTable({ evaluation }: { evaluation: FeatureEvaluation }) {
  const entries = METRIC_ORDER.flatMap((id): [MetricId, MetricReading][] => {
    const reading = evaluation.metrics[id];
    return reading === undefined ? [] : [[id, reading]];
  });
  if (entries.length === 0) return <p className={styles.quiet}>No metric could be measured in this window.</p>;
  return (
    <DataTable caption={`Metrics of ${evaluation.feature}`} dense className={styles.metrics}>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col" data-number="">
            Value
          </th>
          <th scope="col" data-number="">
            ± bound
          </th>
          <th scope="col">Scale</th>
          <th scope="col" data-number="">
            Warn
          </th>
          <th scope="col" data-number="">
            Crit
          </th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(([id, reading]) =>
          reading.state === 'measured' ? <MeasuredRow key={id} id={id} reading={reading} /> : null,
        )}
        {[...notMeasured(entries)].map(([reason, names]) => (
          <tr key={reason} className={styles.unmeasured}>
            <th scope="row" className={styles.metric}>
              Not measured
            </th>
            <td colSpan={6} data-wrap="" className={styles.quiet}>
              {names.join(', ')}: {reason}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
