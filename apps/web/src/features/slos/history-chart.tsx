'use client';

import { countingOf, windowWords, type CountedSpec, type SloWindow } from '@leeway/slo';
import type { SloHistory } from '@leeway/services';
import { useMemo } from 'react';
import { ChangeLane } from '../../ui/charts/change-lane.tsx';
import { NeatlinePanel } from '../../ui/charts/neatline.tsx';
import { SeriesPanel } from '../../ui/charts/series-panel.tsx';
import { TimePanels } from '../../ui/charts/time-panels.tsx';
import { AlertLanes, EpisodeLines, type Episode, type Lane } from './alert-lanes.tsx';
import styles from './history.module.css';
import { RatioPanel } from './ratio-panel.tsx';
import { percentNumber } from './slo-numbers.ts';

const THRESHOLDS = [
  { value: 0, label: 'gone', tone: 'crit' as const },
  { value: 1, label: '', tone: 'reference' as const },
];
const percent = (value: number) => `${percentNumber(value, Math.abs(value) < 0.0995 && value !== 0 ? 1 : 0)}\u00a0%`;

function windowNote(window: SloWindow): string {
  const { lead, length } = windowWords(window);
  return `${lead} ${length}`;
}

function budgetSentence(points: SloHistory['points']): string {
  const measured = points.flatMap((point) => (point.remaining === null ? [] : [point.remaining]));
  const first = measured[0];
  const last = measured.at(-1);
  if (first === undefined || last === undefined) return 'Budget left: nothing was measured.';
  return `Budget left went from ${percent(first)} to ${percent(last)}; the least was ${percent(Math.min(...measured))}.`;
}

type Forecastable = { remaining: number | null; exhaustsAtMs: number | null };
/** So much of the shown stretch is added for what is to come. */
const AHEAD_SHARE = 0.2;

/** The budget from now on, to its end or as far as the picture goes; null when no end is in sight. */
export function forecastOf(
  history: Pick<SloHistory, 'fromMs' | 'toMs'>,
  forecast: Forecastable | undefined,
): { ms: number; value: number }[] | null {
  const { fromMs, toMs } = history;
  const remaining = forecast?.remaining ?? null;
  const exhaustsAtMs = forecast?.exhaustsAtMs ?? null;
  if (remaining === null || remaining <= 0 || exhaustsAtMs === null || exhaustsAtMs <= toMs) return null;
  const ms = Math.min(exhaustsAtMs, toMs + AHEAD_SHARE * (toMs - fromMs));
  return [
    { ms: toMs, value: remaining },
    { ms, value: remaining * (1 - (ms - toMs) / (exhaustsAtMs - toMs)) },
  ];
}

/** Alerts, error ratio and budget on one axis with what somebody did, so that causes line up. */
export function HistoryChart(props: {
  history: SloHistory;
  spec: CountedSpec;
  target: number;
  window: SloWindow;
  lanes: readonly Lane[];
  episodes: readonly Episode[];
  heightPx?: number;
  /** Draws where the budget goes at the pace of the last hour. */
  forecast?: Forecastable;
}) {
  const { history, lanes, episodes } = props;
  const { points } = history;
  const changes = useMemo(
    () => history.changes.map(({ id, atMs, kind, title }) => ({ id, atMs, kind, title })),
    [history.changes],
  );
  const end = useMemo(() => forecastOf(history, props.forecast), [history, props.forecast]);
  const budget = useMemo(
    () => [
      {
        id: 'left',
        label: 'budget left',
        style: 's1' as const,
        fillTo: 0,
        points: points.map((point) => ({ ms: point.endMs, value: point.remaining })),
      },
      ...(end === null
        ? []
        : [{ id: 'pace', label: 'at the pace of the last hour', style: 's2' as const, points: end }]),
    ],
    [points, end],
  );
  return (
    <TimePanels fromMs={history.fromMs} toMs={end?.at(-1)?.ms ?? history.toMs} changes={changes} minHeightPx={360}>
      {changes.length > 0 && <ChangeLane />}
      <div className={styles.stack}>
        <AlertLanes lanes={lanes} episodes={episodes} />
        <RatioPanel
          points={points}
          bucketMs={history.bucketMs}
          target={props.target}
          noun={countingOf(props.spec).noun.many}
        />
        <SeriesPanel
          title="Budget left"
          note={`of ${windowNote(props.window)}`}
          summary={budgetSentence(points)}
          series={budget}
          thresholds={THRESHOLDS}
          format={percent}
          heightPx={props.heightPx ?? 132}
          max={1}
        />
        <EpisodeLines lanes={lanes} episodes={episodes} />
      </div>
      <NeatlinePanel />
    </TimePanels>
  );
}
