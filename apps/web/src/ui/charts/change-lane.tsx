'use client';

import { useMemo } from 'react';
import { ChangeGlyph } from './change-glyph.tsx';
import { placeChanges } from './change-layout.ts';
import styles from './charts.module.css';
import { formatClock } from './format-clock.ts';
import { useTimeFrame } from './time-panels.tsx';

const HEIGHT_PX = 36;

/** Markers of what somebody did, above the panels that they may explain. */
export function ChangeLane({ label = 'changes' }: { label?: string }) {
  const { scale, gutter, widthPx, changes, zone } = useTimeFrame();
  const placed = useMemo(() => placeChanges(changes, scale), [changes, scale]);
  const marks = placed.flatMap((group) => group.marks);
  return (
    <div className={styles.lane}>
      <svg width={widthPx} height={HEIGHT_PX} className={styles.svg} aria-hidden="true">
        <text x={gutter.left - 8} y={26} textAnchor="end">
          {label}
        </text>
        <g transform={`translate(${gutter.left} 0)`}>
          {placed.map(({ x, kind, marks: group, label: text, anchor }) => (
            <g key={group[0]?.id}>
              <title>{group.map((mark) => `${formatClock(mark.atMs, zone, 'second')} ${mark.title}`).join('\n')}</title>
              <path className={styles.changeLine} d={`M${x} 27V${HEIGHT_PX}`} />
              <ChangeGlyph kind={kind} x={x - 5} y={17} />
              {text !== '' && (
                <text
                  className={styles.actText}
                  x={anchor === 'end' ? x + 5 : anchor === 'start' ? x - 5 : x}
                  y={11}
                  textAnchor={anchor}
                >
                  {text}
                </text>
              )}
            </g>
          ))}
        </g>
      </svg>
      {marks.length > 0 && (
        <ul className={styles.hidden} aria-label="Changes in this range">
          {marks.map((mark) => (
            <li key={mark.id}>
              {formatClock(mark.atMs, zone, 'day-minute')} {mark.kind}: {mark.title}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
