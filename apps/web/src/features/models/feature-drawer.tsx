'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChangeView, FeatureDetail, ModelDetail } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import { useMediaQuery } from './use-media-query.ts';
import { useShortcut } from '../shell/use-shortcut.ts';
import { FeaturePanel } from './feature-panel.tsx';
import panelStyles from './feature-panel.module.css';
import styles from './model-page.module.css';
import { VerdictMark } from './verdict-mark.tsx';

export type FeatureDrawerProps = {
  model: ModelDetail;
  feature: string;
  /** In the order of the heatmap: what "next" and "previous" mean. */
  features: string[];
  changes: readonly ChangeView[];
  range: { fromMs: number; toMs: number };
  /** End of the window that is looked at; null = the newest. */
  atMs: number | null;
  onNewest: () => void;
  onOpen: (feature: string | null) => void;
};

function Loading() {
  return (
    <div className={panelStyles.panel} role="status" aria-label="The feature is loading">
      <Skeleton width="80%" height={16} />
      <Skeleton height={150} />
      <Skeleton height={190} />
      <Skeleton height={110} />
    </div>
  );
}

/** A stretch in which nothing was judged is no failure: it says where to look instead. */
function NothingJudged({ model, range }: Pick<FeatureDrawerProps, 'model' | 'range'>) {
  return (
    <EmptyState title="No window was judged in this stretch">
      <p>
        From <Time ms={range.fromMs} as="moment" /> to <Time ms={range.toMs} as="moment" /> there is no verdict
        {model.lastEventMs === null ? (
          ', and no event has come yet.'
        ) : (
          <>
            ; the newest event is of <Time ms={model.lastEventMs} as="moment" />. A longer range holds more.
          </>
        )}
      </p>
    </EmptyState>
  );
}

/** The key where there is a keyboard, an arrow where there is a thumb. */
function StepSign({ sign, letter }: { sign: string; letter: string }) {
  return (
    <>
      <span className={panelStyles.arrow}>{sign}</span>
      <span className={panelStyles.letter}>
        <Kbd>{letter}</Kbd>
      </span>
    </>
  );
}

function Steps({ place, total, onStep }: { place: number; total: number; onStep: (direction: -1 | 1) => void }) {
  return (
    <>
      <span className={panelStyles.place}>
        {place + 1} of {total}
      </span>
      <Button
        variant="bare"
        size="small"
        aria-label="Previous feature (k)"
        disabled={place <= 0}
        onClick={() => onStep(-1)}
      >
        <StepSign sign="↑" letter="k" />
      </Button>
      <Button
        variant="bare"
        size="small"
        aria-label="Next feature (j)"
        disabled={place >= total - 1}
        onClick={() => onStep(1)}
      >
        <StepSign sign="↓" letter="j" />
      </Button>
    </>
  );
}

/** One feature beside the heatmap, or over it where there is no room beside. The URL says which one. */
export function FeatureDrawer(props: FeatureDrawerProps) {
  const { model, feature, features, changes, range, atMs, onNewest, onOpen } = props;
  const trpc = useTRPC();
  // A link may name a moment that the range does not hold.
  const isInRange = atMs !== null && atMs > range.fromMs && atMs <= range.toMs;
  const shownToMs = isInRange ? atMs : range.toMs;
  const query = useQuery(
    trpc.models.feature.queryOptions(
      { modelId: model.id, feature, fromMs: range.fromMs, toMs: shownToMs },
      { placeholderData: keepPreviousData },
    ),
  );
  const isBeside = useMediaQuery('(min-width: 1401px)');
  const place = features.indexOf(feature);
  const step = (direction: -1 | 1): void => {
    const next = features[place + direction];
    if (next !== undefined) onOpen(next);
  };
  useShortcut('escape', () => onOpen(null), { enabled: isBeside === true });
  // As a sheet this is itself the dialog under which shortcuts keep silent.
  const keys = { enabled: isBeside !== null, inLayer: isBeside === false };
  useShortcut('j', () => step(1), keys);
  useShortcut('k', () => step(-1), keys);
  // What is kept while another loads belongs to the one before; null says that nothing was judged.
  const isOwn = query.data === null ? !query.isPlaceholderData : query.data?.feature === feature;
  const detail: FeatureDetail | null | undefined = isOwn ? query.data : undefined;
  const panel = (
    <>
      {/* Outside of what loads: the way back has to be there also when nothing was judged by then. */}
      {isInRange && (
        <p className={panelStyles.earlier}>
          An earlier window is shown.{' '}
          <Button size="small" onClick={onNewest}>
            Show the newest
          </Button>
        </p>
      )}
      <QueryPanel
        what={`Feature ${feature}`}
        query={{ ...query, data: detail === undefined ? undefined : { judged: detail } }}
        skeleton={<Loading />}
      >
        {({ judged }) =>
          judged === null ? (
            <NothingJudged model={model} range={{ ...range, toMs: shownToMs }} />
          ) : (
            <FeaturePanel model={model} detail={judged} changes={changes} range={range} />
          )
        }
      </QueryPanel>
    </>
  );
  const marks = (
    <>
      {detail !== undefined && detail !== null && <VerdictMark verdict={detail.evaluation.verdict} />}
      <span className={panelStyles.spring} />
      {place >= 0 && <Steps place={place} total={features.length} onStep={step} />}
    </>
  );
  if (isBeside === null) return null;
  if (isBeside)
    return (
      <aside className={styles.drawer} aria-label={`Feature ${feature}`}>
        <div className={panelStyles.head}>
          <h2 title={feature}>{feature}</h2>
          {marks}
          <Button variant="bare" size="small" onClick={() => onOpen(null)}>
            <Kbd>Esc</Kbd>
            <span className="sr-only">closes this feature</span>
          </Button>
        </div>
        {panel}
      </aside>
    );
  return (
    <Drawer title={feature} open onOpenChange={(open) => (open ? undefined : onOpen(null))}>
      <div className={panelStyles.head}>{marks}</div>
      {panel}
    </Drawer>
  );
}
