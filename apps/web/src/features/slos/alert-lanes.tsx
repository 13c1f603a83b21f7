'use client';

import { formatWindow } from '@leeway/slo';
import { useId } from 'react';
import { useTimeFrame } from '../../ui/charts/time-panels.tsx';
import styles from './history.module.css';

export const LANE_PX = 14;
/** Below this an alert's bar would vanish beside its mark. */
const MIN_BAR_PX = 3;

export type Lane = {
  rowId: string;
  longMinutes: number;
  /** Why it can never fire, in a few words; null when it can. */
  cannotFire: string | null;
};
export type Episode = {
  rowId: string;
  severity: 'page' | 'ticket';
  firedMs: number;
  resolvedMs: number | null;
};

const MARK = { page: 'M0-5 5 0 0 5-5 0z', ticket: 'M0-4.4 4.6 4.2H-4.6z' };

/** One lane an alert row: when it fired and for how long. A row that cannot fire is hatched and says so. */
export function AlertLanes(props: { lanes: readonly Lane[]; episodes: readonly Episode[] }) {
  const { scale, gutter, widthPx } = useTimeFrame();
  const hatch = useId();
  const height = props.lanes.length * LANE_PX;
  if (height === 0) return null;
  return (
    <svg width={widthPx} height={height + 2} className={styles.drawing} aria-hidden="true">
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className={styles.hatch} d="M0 0v5" />
        </pattern>
      </defs>
      {props.lanes.map((lane, index) => {
        const y = index * LANE_PX;
        return (
          <g key={lane.rowId}>
            <text x={gutter.left - 8} y={y + 11} textAnchor="end">
              {formatWindow(lane.longMinutes)}
            </text>
            <path className={styles.rule} d={`M${gutter.left} ${y + LANE_PX - 0.5}h${scale.widthPx}`} />
            {lane.cannotFire === null ? null : (
              <>
                <rect x={gutter.left} y={y + 2} width={scale.widthPx} height={10} fill={`url(#${hatch})`} />
                <text className={styles.strong} x={gutter.left + 8} y={y + 11}>
                  {lane.cannotFire}
                </text>
              </>
            )}
          </g>
        );
      })}
      <g transform={`translate(${gutter.left} 0)`}>
        {props.episodes.map((episode) => {
          const lane = props.lanes.findIndex((each) => each.rowId === episode.rowId);
          if (lane === -1 || (episode.resolvedMs ?? scale.toMs) < scale.fromMs) return null;
          const y = lane * LANE_PX + LANE_PX / 2;
          const from = Math.max(0, scale.x(episode.firedMs));
          const to = Math.min(scale.widthPx, scale.x(episode.resolvedMs ?? scale.toMs));
          return (
            <g key={`${episode.rowId}${episode.firedMs}`} className={styles[episode.severity]}>
              <rect x={from} y={y - 1.5} width={Math.max(MIN_BAR_PX, to - from)} height={3} />
              {episode.firedMs < scale.fromMs ? null : (
                <path d={MARK[episode.severity]} transform={`translate(${from} ${y})`} />
              )}
            </g>
          );
        })}
      </g>
    </svg>
  );
}

/** The moment each alert fired, dotted down through the panels below the lanes. Covers them; takes no pointer. */
export function EpisodeLines(props: { lanes: readonly Lane[]; episodes: readonly Episode[] }) {
  const { scale, gutter, widthPx } = useTimeFrame();
  return (
    <svg width={widthPx} height="100%" className={styles.cover} aria-hidden="true">
      <g transform={`translate(${gutter.left} 0)`}>
        {props.episodes.map((episode) => {
          const lane = props.lanes.findIndex((each) => each.rowId === episode.rowId);
          if (lane === -1 || episode.firedMs < scale.fromMs || episode.firedMs > scale.toMs) return null;
          const x = scale.x(episode.firedMs).toFixed(1);
          return (
            <line
              key={`${episode.rowId}${episode.firedMs}`}
              className={styles[`${episode.severity}Line`]}
              x1={x}
              x2={x}
              y1={(lane + 1) * LANE_PX}
              y2="100%"
            />
          );
        })}
      </g>
    </svg>
  );
}
