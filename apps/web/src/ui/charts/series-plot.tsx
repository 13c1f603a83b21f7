import { SeriesMarker } from './series-marker.tsx';
import { bandPath, fillPath, linePath, type PathScale } from './series-paths.ts';
import type { Series } from './series-types.ts';

export type SeriesPlotProps = {
  series: Series[];
  scale: PathScale;
  widthPx: number;
  heightPx: number;
};

function Shape({ one, scale }: { one: Series; scale: PathScale }) {
  const { points, style, fillTo, isStepped = false } = one;
  const isFirst = style === 's1';
  return (
    <>
      <path
        d={bandPath(points, scale, isStepped)}
        fill={isFirst ? 'var(--band)' : `var(--${style})`}
        fillOpacity={isFirst ? 1 : 0.18}
      />
      {fillTo !== undefined && (
        <path d={fillPath(points, scale, isStepped, fillTo)} fill="var(--band)" fillOpacity={0.6} />
      )}
    </>
  );
}

function Line({ one, scale }: { one: Series; scale: PathScale }) {
  const { points, style, isStepped = false } = one;
  return (
    <path
      d={linePath(points, scale, isStepped)}
      fill="none"
      stroke={`var(--${style})`}
      strokeWidth={1.5}
      strokeLinejoin="round"
      style={{ strokeDasharray: `var(--${style}-dash)` }}
    />
  );
}

/** Areas below, lines above, markers on top; axes, rules and words are drawn around it. Nothing leaves the plot. */
export function SeriesPlot({ series, scale, widthPx, heightPx }: SeriesPlotProps) {
  const isInside = (ms: number): boolean => scale.x(ms) >= 0 && scale.x(ms) <= widthPx;
  return (
    <svg width={widthPx} height={heightPx} aria-hidden="true">
      <svg width={widthPx} height={heightPx} style={{ overflow: 'hidden' }}>
        {series.map((one) => (
          <Shape key={one.id} one={one} scale={scale} />
        ))}
        {series.map((one) => (
          <Line key={one.id} one={one} scale={scale} />
        ))}
      </svg>
      {series.map(({ id, style, points }) => (
        <g key={id}>
          {points.map(({ ms, value }, index) =>
            value === null || !isInside(ms) ? null : (
              <SeriesMarker key={ms} style={style} points={points} cx={scale.x(ms)} cy={scale.y(value)} index={index} />
            ),
          )}
        </g>
      ))}
    </svg>
  );
}
