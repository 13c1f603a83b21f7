'use client';

import type { IncidentDetail } from '@leeway/services';
import Link from 'next/link';
import { TimeSeries } from '../../ui/charts/time-series.tsx';
import type { ChangeMark } from '../../ui/charts/change-layout.ts';
import { formatFixed } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { useZone } from '../../ui/use-zone.ts';

const MARGIN_MS = 60_000;
const MIN_SPAN_MS = 10 * 60_000;

/** The span to draw: half an hour of calm before it began is enough, never less than ten minutes in all. */
function spanOf(incident: IncidentDetail): { fromMs: number; toMs: number } {
  const lastMs = incident.series.at(-1)?.endMs ?? incident.asOfMs;
  const toMs = Math.max(lastMs, incident.openedAtMs + MARGIN_MS);
  const firstMs = incident.series[0]?.endMs ?? incident.beganAtMs - MIN_SPAN_MS;
  const shownMs = Math.max(MIN_SPAN_MS, 2 * (toMs - incident.beganAtMs) + MARGIN_MS);
  return { fromMs: Math.min(Math.max(firstMs, toMs - shownMs), toMs - MIN_SPAN_MS), toMs };
}

/** What is wrong in one sentence, and the worst feature's measure over time against its threshold. */
export function Finding(props: { incident: IncidentDetail }) {
  const { incident } = props;
  const zone = useZone();
  const { fromMs, toMs } = spanOf(incident);
  const changes: ChangeMark[] = incident.relatedChanges.map(({ id, atMs, kind, title }) => ({ id, atMs, kind, title }));
  const last = incident.series.at(-1);
  return (
    <Section
      title="Finding"
      aside={
        <Link href={`/models/${incident.modelId}?from=${fromMs}&to=${toMs}`} className="text-ink-3">
          Open at this range
        </Link>
      }
    >
      <p className="max-w-[680px] pb-3 text-15">{incident.finding}</p>
      <p className="max-w-[680px] pb-3 text-ink-2">
        {incident.evidence.diagnosis.text}{' '}
        <span className="text-ink-3">Confidence {incident.evidence.diagnosis.confidence}.</span>
      </p>
      {incident.series.length === 0 ? null : (
        <TimeSeries
          title="Worst measure ÷ its critical threshold"
          summary={`Worst measure of ${incident.modelName} relative to its critical threshold; ${last === undefined ? 'not measured' : `${formatFixed(last.ratio, 2)} now`}, critical is 1.`}
          series={[
            {
              id: 'ratio',
              label: 'worst ÷ critical',
              style: 's1',
              points: incident.series.map(({ endMs, ratio }) => ({ ms: endMs, value: ratio })),
              stepMs: 30_000,
              isStepped: true,
            },
          ]}
          thresholds={[{ value: 1, label: 'critical', tone: 'crit' }]}
          format={(value) => formatFixed(value, 2)}
          min={0}
          fromMs={fromMs}
          toMs={toMs}
          zone={zone === 'utc' ? 'UTC' : undefined}
          changes={changes}
        />
      )}
    </Section>
  );
}
