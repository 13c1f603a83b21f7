'use client';

import { Area, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import type { SeriesPoint } from './decimate-series.ts';
import { SeriesMarker } from './series-marker.tsx';
import type { Series } from './series-types.ts';

export type SeriesPlotProps = {
  series: Series[];
  domain: [number, number];
  fromMs: number;
  toMs: number;
  widthPx: number;
  heightPx: number;
  leftPx: number;
  rightPx: number;
};

type Row = { ms: number; value: number | null; band: [number, number] | null };

function toRow({ ms, value, low, high }: SeriesPoint): Row {
  const hasBand = low !== null && low !== undefined && high !== null && high !== undefined;
  return { ms, value, band: hasBand ? [low, high] : null };
}

/** Lines and bands only; axes, rules and words are drawn around it. Loaded lazily: it brings recharts. */
export default function SeriesPlot(props: SeriesPlotProps) {
  const { series, domain, fromMs, toMs, widthPx, heightPx, leftPx, rightPx } = props;
  return (
    <ComposedChart
      width={widthPx}
      height={heightPx}
      margin={{ top: 0, right: rightPx, bottom: 0, left: leftPx }}
      accessibilityLayer={false}
    >
      <XAxis type="number" dataKey="ms" domain={[fromMs, toMs]} allowDataOverflow hide />
      <YAxis type="number" domain={domain} allowDataOverflow hide width={0} />
      {series.map((one) => (
        <Area
          key={`${one.id}-band`}
          data={one.points.map(toRow)}
          dataKey="band"
          type={one.isStepped === true ? 'stepAfter' : 'linear'}
          stroke="none"
          fill={one.style === 's1' ? 'var(--band)' : `var(--${one.style})`}
          fillOpacity={one.style === 's1' ? 1 : 0.18}
          isAnimationActive={false}
          activeDot={false}
        />
      ))}
      {series.map((one) =>
        one.fillTo === undefined ? null : (
          <Area
            key={`${one.id}-fill`}
            data={one.points.map(toRow)}
            dataKey="value"
            baseValue={one.fillTo}
            type={one.isStepped === true ? 'stepAfter' : 'linear'}
            stroke="none"
            fill="var(--band)"
            fillOpacity={0.6}
            isAnimationActive={false}
            activeDot={false}
          />
        ),
      )}
      {series.map((one) => (
        <Line
          key={one.id}
          data={one.points.map(toRow)}
          dataKey="value"
          type={one.isStepped === true ? 'stepAfter' : 'linear'}
          stroke={`var(--${one.style})`}
          strokeWidth={1.5}
          style={{ strokeDasharray: `var(--${one.style}-dash)` }}
          strokeLinejoin="round"
          isAnimationActive={false}
          activeDot={false}
          dot={<SeriesMarker style={one.style} points={one.points} />}
        />
      ))}
    </ComposedChart>
  );
}
