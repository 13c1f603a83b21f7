'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChangeView, DriftHeatmap as HeatmapView, ModelDetail, QualitySeries } from '@leeway/services';
import { useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { ChangeLane } from '../../ui/charts/change-lane.tsx';
import { DriftHeatmap, HEAT_ROW_PX } from '../../ui/charts/drift-heatmap.tsx';
import { HeatmapKey } from '../../ui/charts/heatmap-key.tsx';
import { HeatmapTable } from '../../ui/charts/heatmap-table.tsx';
import { NeatlinePanel } from '../../ui/charts/neatline.tsx';
import { TimePanels } from '../../ui/charts/time-panels.tsx';
import { useChartZone } from '../../ui/charts/use-chart-zone.ts';
import { useElementWidth } from '../../ui/charts/use-element-width.ts';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { Button } from '../../ui/button.tsx';
import { plural } from '../../ui/format/format-number.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import type { RangePreset } from '../shell/time-range.ts';
import { AlarmStatusNote } from './alarm-status-note.tsx';
import { toChangeMark } from './change-marks.ts';
import { DriftEmpty } from './drift-empty.tsx';
import { FeatureDrawer } from './feature-drawer.tsx';
import { fittingPreset } from './fitting-preset.ts';
import { heatmapSummary, sortHeatRows, toHeatRow } from './heat-rows.ts';
import styles from './model-page.module.css';
import { PredictionPanel } from './prediction-panel.tsx';
import { QualityPanel } from './quality-panel.tsx';
import { modelSearchParams } from './search-params.ts';
import { SlicesSection } from './slices/slices-section.tsx';
import { useHeldOrder } from './use-held-order.ts';
import { useQueryRange } from './use-query-range.ts';

const NARROW_GUTTER = { left: 92, right: 44 };

/** Whether any cell of the range was judged or at least had events. */
function hasJudged({ rows }: HeatmapView): boolean {
  return rows.some(({ marks }) => /[^-]/u.test(marks));
}

/** Columns of two px, which the eye still tells apart; in steps, so that a window being resized asks seldom. */
function columnsIn(widthPx: number): number {
  const plotPx = widthPx - NARROW_GUTTER.left - NARROW_GUTTER.right;
  return Math.max(24, Math.min(1_200, Math.floor(plotPx / 48) * 24));
}

/** Room for the longest name, within limits. */
function labelGutterPx(names: string[]): number {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return Math.min(152, Math.max(72, Math.ceil(longest * 6.2) + 12));
}

type PictureProps = {
  heatmap: HeatmapView;
  quality: QualitySeries | undefined;
  changes: readonly ChangeView[];
  selected: string | null;
  order: string[];
  onOpen: (feature: string, endMs: number | null) => void;
  onRangeSelect: (fromMs: number, toMs: number) => void;
  onPreset: (preset: RangePreset) => void;
};

function Picture(props: PictureProps) {
  const { heatmap, quality, changes, selected, order, onOpen, onRangeSelect, onPreset } = props;
  const zone = useChartZone();
  const [isTable, setIsTable] = useState(false);
  const byName = new Map(heatmap.rows.map((row) => [row.feature, row]));
  const rows = order.flatMap((feature) => byName.get(feature) ?? []);
  const span = formatDuration(heatmap.toMs - heatmap.fromMs);
  const marks = useMemo(() => changes.map(toChangeMark), [changes]);
  const heatRows = useMemo(() => rows.map(toHeatRow), [rows]);
  const fitting = useMemo(() => fittingPreset(heatmap), [heatmap]);
  const prediction = heatmap.rows.find(({ isPrediction }) => isPrediction);
  return (
    <section aria-label="Drift by feature">
      <header className={styles.pictureHead}>
        <span>
          <h2 className={styles.inlineHead}>
            {plural(rows.length, 'feature')} × {heatmap.columns.length} columns
          </h2>{' '}
          <span className={styles.quiet}>
            of {formatDuration(heatmap.columnMs)}, each its worst window, sorted by now
          </span>
        </span>
        <button type="button" className={styles.toggle} aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {isTable ? 'View as chart' : 'View as table'}
        </button>
      </header>
      {fitting !== null && (
        <p className={styles.fitting}>
          <span>
            Nothing was judged before <Time ms={fitting.firstMs} as="moment" />.
          </span>
          <Button size="small" onClick={() => onPreset(fitting.preset)}>
            Show the last {fitting.label}
          </Button>
        </p>
      )}
      <TimePanels
        fromMs={heatmap.fromMs}
        toMs={heatmap.toMs}
        changes={marks}
        gutter={{ left: labelGutterPx(order), right: 56 }}
        narrowGutter={NARROW_GUTTER}
        onRangeSelect={onRangeSelect}
        minHeightPx={rows.length * HEAT_ROW_PX + 300}
      >
        {isTable ? (
          <HeatmapTable
            caption="Drift by feature, as a table"
            rows={heatRows}
            columns={heatmap.columns}
            columnMs={heatmap.columnMs}
            zone={zone}
            onOpen={(feature) => onOpen(feature, null)}
          />
        ) : (
          <>
            <ChangeLane />
            <NeatlinePanel labels="none" />
            <div className={styles.heat}>
              <DriftHeatmap
                rows={heatRows}
                columns={heatmap.columns}
                columnMs={heatmap.columnMs}
                summary={heatmapSummary(rows, span)}
                selectedId={selected}
                onOpen={onOpen}
              />
            </div>
          </>
        )}
        {prediction !== undefined && <PredictionPanel row={prediction} heatmap={heatmap} />}
        {quality !== undefined && quality.points.length > 0 && <QualityPanel quality={quality} />}
        <NeatlinePanel />
      </TimePanels>
      <div className={styles.heatKey}>
        <HeatmapKey />
      </div>
    </section>
  );
}

function Loading({ features }: { features: number }) {
  return (
    <div role="status" aria-label="Drift is loading">
      <div className={styles.pictureHead}>
        <Skeleton width={280} height={14} />
      </div>
      <div className={styles.heatSkeleton} style={{ height: Math.max(1, features) * HEAT_ROW_PX }} />
      <Skeleton width={160} height={14} className={styles.skeletonGap} />
      <div className={styles.lineSkeleton} />
      <Skeleton width={160} height={14} className={styles.skeletonGap} />
      <div className={styles.lineSkeleton} />
    </div>
  );
}

/** Features × time with what somebody did above and what it did to answers below; one feature's evidence beside. */
export function DriftTab({ model }: { model: ModelDetail }) {
  const trpc = useTRPC();
  const { fromMs, toMs, setFixed, setPreset } = useQueryRange();
  const [feature, setFeature] = useQueryState('feature', modelSearchParams.feature.withOptions({ history: 'push' }));
  const [at, setAt] = useQueryState('at', modelSearchParams.at.withOptions({ history: 'replace' }));
  const { ref, widthPx } = useElementWidth();
  const keep = { placeholderData: keepPreviousData };
  const range = { fromMs, toMs };
  const heatmap = useQuery(
    trpc.models.heatmap.queryOptions(
      { modelId: model.id, ...range, maxColumns: columnsIn(widthPx) },
      { ...keep, enabled: widthPx > 0 },
    ),
  );
  const quality = useQuery(trpc.models.quality.queryOptions({ modelId: model.id, ...range }, keep));
  const changes = useQuery(trpc.changes.list.queryOptions({ modelId: model.id, ...range, limit: 100 }, keep));
  const sorted = useMemo(() => sortHeatRows(heatmap.data?.rows ?? []).map((row) => row.feature), [heatmap.data]);
  const { items: order, holdProps } = useHeldOrder(sorted, (name) => name);
  const changeItems = changes.data?.items ?? [];
  const open = (next: string | null, endMs: number | null = at): void => {
    void setFeature(next);
    void setAt(next === null ? null : endMs);
  };
  return (
    <div ref={ref}>
      <AlarmStatusNote model={model} />
      <QueryPanel what="Drift" query={heatmap} skeleton={<Loading features={model.featuresTotal} />}>
        {(data) =>
          !hasJudged(data) ? (
            <DriftEmpty model={model} />
          ) : (
            <div className={styles.drift} data-with-drawer={feature === null ? undefined : ''}>
              <div className={styles.picture} {...holdProps}>
                <Picture
                  heatmap={data}
                  quality={quality.data}
                  changes={changeItems}
                  selected={feature}
                  order={order}
                  onOpen={open}
                  onRangeSelect={setFixed}
                  onPreset={setPreset}
                />
              </div>
              {feature !== null && (
                <FeatureDrawer
                  model={model}
                  feature={feature}
                  features={order}
                  changes={changeItems}
                  range={{ fromMs: data.fromMs, toMs: data.toMs }}
                  atMs={at}
                  onNewest={() => void setAt(null)}
                  onOpen={open}
                />
              )}
            </div>
          )
        }
      </QueryPanel>
      <SlicesSection modelId={model.id} {...range} />
    </div>
  );
}
