import type { PerformanceView, QualityMetricId, QualityValue } from '@leeway/services';
import { DataTable } from '../../ui/data-table.tsx';
import { formatFixed } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import styles from './model-page.module.css';
import { formatQuality, isEstimated, QUALITY_METRICS, QUALITY_WORDS } from './quality-metrics.ts';

function Reading({ id, reading }: { id: QualityMetricId; reading: QualityValue | null }) {
  if (reading === null) return <span className={styles.quiet}>not defined</span>;
  return (
    <>
      <b>{formatQuality(id, reading.value)}</b>{' '}
      {reading.high > reading.low && (
        <span className={styles.quiet}>
          {formatQuality(id, reading.low)} to {formatQuality(id, reading.high)}
        </span>
      )}
    </>
  );
}

function Trust({ view, id }: { view: PerformanceView; id: QualityMetricId }) {
  if (!isEstimated(id)) return <span className={styles.quiet}>not estimated</span>;
  if (view.noEstimate !== null) return <span className={styles.quiet}>{view.noEstimate}</span>;
  const record = view.trackRecord[id];
  if (record.state === 'unproven') return <span className={styles.quiet}>Unproven: {record.reason}</span>;
  const off = `usually off by ${formatFixed(record.meanError, 3)}`;
  if (record.state === 'reliable')
    return (
      <>
        Reliable so far: {record.reason}, {off}
      </>
    );
  return (
    <>
      <strong>Unreliable</strong>: {record.reason}; {off}
    </>
  );
}

/** Every metric of the whole range: what labels say, what was estimated without them, and whether that was right. */
export function QualityAllMetrics({ view }: { view: PerformanceView }) {
  return (
    <Section
      title="All metrics of the range"
      note="realised with 95 %, estimated with three sampling errors and the cells’ bound"
    >
      <DataTable caption="Performance, realised and estimated" dense stacked>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Realised</th>
            <th scope="col">Estimated without labels</th>
            <th scope="col">Is the estimate to be believed?</th>
          </tr>
        </thead>
        <tbody>
          {QUALITY_METRICS.map((id) => (
            <tr key={id}>
              <th scope="row">{QUALITY_WORDS[id]}</th>
              <td data-label="Realised">
                <Reading id={id} reading={view.total.realised[id]} />
              </td>
              <td data-label="Estimated">
                {isEstimated(id) && view.noEstimate === null ? (
                  <Reading id={id} reading={view.total.estimated[id]} />
                ) : (
                  <span className={styles.quiet}>–</span>
                )}
              </td>
              <td data-wrap="" data-label="Estimate">
                <Trust view={view} id={id} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
