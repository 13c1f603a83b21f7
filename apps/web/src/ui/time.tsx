'use client';

import { formatBothZones, formatClock, formatMoment, formatRelative } from './format/format-time.ts';
import { useNow } from './use-now.ts';
import { useZone } from './use-zone.ts';

/** A moment. Hovering shows both zones; relative times follow the clock. */
export function Time(props: {
  ms: number;
  as?: 'relative' | 'moment' | 'clock' | 'clock-seconds';
  className?: string;
}) {
  const zone = useZone();
  const format = props.as ?? 'relative';
  const now = useNow(format === 'relative' ? 5_000 : 60_000);
  const text =
    format === 'relative'
      ? formatRelative(props.ms, now)
      : format === 'moment'
        ? formatMoment(props.ms, zone, now)
        : formatClock(props.ms, zone, format === 'clock-seconds');
  return (
    <time
      dateTime={new Date(props.ms).toISOString()}
      title={formatBothZones(props.ms)}
      className={props.className}
      suppressHydrationWarning
    >
      {text}
    </time>
  );
}
