'use client';

import type { NeedItem } from '@leeway/services';
import { DriftStrip } from '../../ui/charts/drift-strip.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { NeedRow } from './need-row.tsx';

const STRIP_BARS = 56;
const STRIP_PX = 168;

export function NeedIncident(props: { need: Extract<NeedItem, { kind: 'incident' }>; self: string }) {
  const { incident, strip, evidence, severity } = props.need;
  const now = useNow(10_000);
  const openFor = formatDuration(now - incident.openedAtMs);
  const bars = strip.slice(-STRIP_BARS);
  const by = incident.acknowledgedBy;
  return (
    <NeedRow
      status={severity}
      href={`/incidents/${incident.number}`}
      title={incident.title}
      about={
        <>
          <code>INC-{incident.number}</code> · <span suppressHydrationWarning>open {openFor}</span> ·{' '}
          {by === null || incident.acknowledgedAtMs === null ? (
            <b className="font-medium text-ink">nobody has it yet</b>
          ) : (
            <>
              {by === props.self ? 'you' : by} acknowledged <Time ms={incident.acknowledgedAtMs} as="moment" />
            </>
          )}
        </>
      }
      measured={evidence}
      scale={
        bars.length === 0 ? null : (
          <DriftStrip bars={bars} label={incident.modelName} widthPx={STRIP_PX} heightPx={26} />
        )
      }
      caption={
        <>
          began <Time ms={incident.beganAtMs} as="moment" />
          {bars.length > 1 ? `, last ${formatDuration(now - (bars[0]?.startMs ?? now))}` : ''}
        </>
      }
      action={{ label: 'Open incident', isPrimary: false }}
      phoneAside={
        <span suppressHydrationWarning>
          open {openFor}
          {by === null ? '' : by === props.self ? ' · yours' : ` · ${by}`}
        </span>
      }
    />
  );
}
