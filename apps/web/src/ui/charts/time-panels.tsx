'use client';

import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ChangeMark } from './change-layout.ts';
import styles from './charts.module.css';
import { createCrosshairStore, type CrosshairStore } from './crosshair-store.ts';
import { timeScale, type TimeScale } from './time-scale.ts';
import { useChartZone } from './use-chart-zone.ts';
import { useElementWidth } from './use-element-width.ts';

export type Gutter = { left: number; right: number };

export type TimeFrame = {
  /** Of the plot alone: 0 is the first instant, at the left gutter's end. */
  scale: TimeScale;
  gutter: Gutter;
  widthPx: number;
  zone: string;
  changes: ChangeMark[];
  crosshair: CrosshairStore;
  onRangeSelect: ((fromMs: number, toMs: number) => void) | undefined;
};

const FrameContext = createContext<TimeFrame | null>(null);

/** The axis that a panel shares with its neighbours. */
export function useTimeFrame(): TimeFrame {
  const frame = useContext(FrameContext);
  if (frame === null) throw new Error('A chart panel needs <TimePanels> around it.');
  return frame;
}

export type TimePanelsProps = {
  fromMs: number;
  toMs: number;
  /** IANA name; the page's zone unless told. */
  zone?: string | undefined;
  changes?: ChangeMark[] | undefined;
  gutter?: Gutter | undefined;
  /** Used below 560 px. */
  narrowGutter?: Gutter | undefined;
  /** Dragging over a plot proposes a range; there must be another way to choose the same one. */
  onRangeSelect?: ((fromMs: number, toMs: number) => void) | undefined;
  /** Height to keep until the width is known, so that nothing jumps. */
  minHeightPx?: number | undefined;
  children: ReactNode;
};

const NO_CHANGES: ChangeMark[] = [];
const WIDE: Gutter = { left: 44, right: 56 };
const NARROW: Gutter = { left: 40, right: 44 };

/** One time axis, one set of change markers and one crosshair for the panels inside, so that causes line up. */
export function TimePanels(props: TimePanelsProps) {
  const pageZone = useChartZone();
  const { fromMs, toMs, zone = pageZone, changes = NO_CHANGES, onRangeSelect, minHeightPx, children } = props;
  const { ref, widthPx } = useElementWidth();
  const [crosshair] = useState(createCrosshairStore);
  const gutter = widthPx < 560 ? (props.narrowGutter ?? NARROW) : (props.gutter ?? WIDE);
  const { left, right } = gutter;
  const frame = useMemo<TimeFrame>(
    () => ({
      scale: timeScale(fromMs, toMs, Math.max(0, widthPx - left - right)),
      gutter: { left, right },
      widthPx,
      zone,
      changes,
      crosshair,
      onRangeSelect,
    }),
    [fromMs, toMs, widthPx, left, right, zone, changes, crosshair, onRangeSelect],
  );
  return (
    <div ref={ref} className={styles.panels} style={{ minHeight: widthPx === 0 ? minHeightPx : undefined }}>
      {widthPx > 0 && <FrameContext value={frame}>{children}</FrameContext>}
    </div>
  );
}
