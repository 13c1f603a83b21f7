'use client';

import { metricName, metricValue, type EvidenceRow, type IncidentEvidence } from '@leeway/response';
import Link from 'next/link';
import { MetricScale } from '../../ui/charts/metric-scale.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format/format-number.ts';
import { formatClock } from '../../ui/format/format-time.ts';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { useZone } from '../../ui/use-zone.ts';

/** A bound below the last digit shown is not nothing. */
function boundWords(metric: string, bound: number): string {
  if (bound === 0) return 'exact';
  return bound < 0.0005 ? `< ${metricValue(metric, 0.001)}` : metricValue(metric, bound);
}

function Row(props: { row: EvidenceRow; modelId: string }) {
  const { row } = props;
  return (
    <tr>
      <th scope="row">
        <Link href={`/models/${props.modelId}?feature=${encodeURIComponent(row.feature)}`}>{row.feature}</Link>
      </th>
      <td className="text-ink-3 first-letter:uppercase">{metricName(row.metric)}</td>
      <td data-number="">
        <b className="font-medium">{metricValue(row.metric, row.value)}</b>
      </td>
      <td data-number="" className="hidden text-ink-3 phone:table-cell">
        {boundWords(row.metric, row.bound)}
      </td>
      <td className="hidden phone:table-cell">
        <MetricScale
          value={row.value}
          bound={row.bound}
          warn={row.warn}
          critical={row.critical}
          tone={row.verdict === 'critical' ? 'crit' : 'warn'}
          widthPx={120}
        />
      </td>
      <td data-number="" className="text-ink-3">
        {row.critical === null ? '–' : metricValue(row.metric, row.critical)}
      </td>
      <td data-number="" className="hidden phone:table-cell">
        <Time ms={row.beganMs} as="clock-seconds" />
      </td>
      <td>
        <StatusMark status={row.verdict}>{row.verdict}</StatusMark>
      </td>
    </tr>
  );
}

/** Which measures are beyond their thresholds, in which window, since when. */
export function EvidenceTable(props: { evidence: IncidentEvidence; modelId: string }) {
  const { evidence } = props;
  const zone = useZone();
  const clock = (ms: number) => formatClock(ms, zone, true);
  return (
    <Section
      title="Evidence"
      note={`${evidence.signal === 'slo' ? 'error budget' : `${evidence.rows.length} of ${evidence.featuresTotal} features`}, window ${clock(evidence.windowStartMs)} to ${clock(evidence.windowEndMs)}, n ${formatCount(evidence.n)}`}
    >
      {evidence.rows.length === 0 ? (
        <p className="text-ink-3">No measure was beyond its threshold in this window.</p>
      ) : (
        <DataTable caption="Measures beyond their thresholds" dense>
          <thead>
            <tr>
              <th scope="col">Feature</th>
              <th scope="col">Metric</th>
              <th scope="col" data-number="">
                Value
              </th>
              <th scope="col" data-number="" className="hidden phone:table-cell">
                ± bound
              </th>
              <th scope="col" className="hidden phone:table-cell">
                Scale
              </th>
              <th scope="col" data-number="">
                Crit
              </th>
              <th scope="col" data-number="" className="hidden phone:table-cell">
                Began
              </th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {evidence.rows.map((row) => (
              <Row key={`${row.feature} ${row.metric}`} row={row} modelId={props.modelId} />
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  );
}
