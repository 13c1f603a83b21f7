'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ModelDetail } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { LinkButton } from '../../ui/button.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount } from '../../ui/format/format-number.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { livePassage, type LivePlace } from './live-passage.ts';
import styles from './new-model.module.css';
import liveStyles from './live.module.css';

const POLL_MS = 2_000;
const DAY_MS = 86_400_000;
const STEP_MS = 10_000;

const SHAPES: Record<LivePlace, React.ReactNode> = {
  done: <circle cx="6.5" cy="6.5" r="4" fill="var(--ink)" />,
  current: (
    <>
      <circle cx="6.5" cy="6.5" r="5" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
      <path d="M6.5 3.4v3.1l2 1.4" fill="none" stroke="var(--ink)" strokeWidth="1.25" />
    </>
  ),
  ahead: <circle cx="6.5" cy="6.5" r="3.5" fill="var(--paper)" stroke="var(--rule-3)" strokeWidth="1.25" />,
};

/** Events of the last day that were counted; asked again while the first verdict is waited for. */
function useCounted(modelId: string, isWaiting: boolean) {
  const trpc = useTRPC();
  const nowMs = useNow(STEP_MS);
  // The end lies a little ahead, so that what is counted meanwhile is asked for, too.
  const toMs = Math.ceil(nowMs / STEP_MS) * STEP_MS + STEP_MS;
  return useQuery(
    trpc.models.ingest.queryOptions(
      { modelId, fromMs: toMs - DAY_MS, toMs },
      { placeholderData: keepPreviousData, refetchInterval: isWaiting ? POLL_MS : false },
    ),
  );
}

function Passage({ model, events }: { model: ModelDetail; events: number | null }) {
  const steps = livePassage({ model, events });
  return (
    <ol className={liveStyles.live} aria-label="Towards the first verdict" data-verdict={model.status}>
      {steps.map(({ name, note, place }) => (
        <li
          key={name}
          className={place === 'ahead' ? styles.quiet : undefined}
          aria-current={place === 'current' ? 'step' : undefined}
        >
          <svg viewBox="0 0 13 13" aria-hidden="true" className={styles.stepMark}>
            {SHAPES[place]}
          </svg>
          <b>{name}</b>
          <span className={styles.quiet}>{note}</span>
        </li>
      ))}
    </ol>
  );
}

function Following({ model }: { model: ModelDetail }) {
  const isWaiting = model.status === 'unknown';
  const counted = useCounted(model.id, isWaiting);
  return (
    <div className={styles.stack}>
      <p className={liveStyles.verdict} aria-live="polite" data-testid="first-verdict">
        {isWaiting ? (
          <StatusMark status="pending">waiting for the first verdict</StatusMark>
        ) : (
          <StatusMark status={model.status}>{model.status}</StatusMark>
        )}
        <span className={styles.quiet}>
          {isWaiting ? (model.unknownReason ?? '') : `${model.featuresTotal} features are judged from now on`}
        </span>
      </p>
      <Passage model={model} events={counted.data?.totals.events ?? null} />
      {isWaiting ? (
        <p className={styles.note}>
          A window of {formatDuration(model.paneMs * model.windowPanes)} has to close first; its events have to come
          within {formatDuration(model.latenessMs)}. This page follows by itself.
        </p>
      ) : null}
      <div className={liveStyles.actions}>
        <LinkButton variant="primary" href={`/models/${model.id}`}>
          Open the model
        </LinkButton>
        <LinkButton href={`/slos/new?model=${model.id}`}>Give it an SLO</LinkButton>
        <LinkButton href="/models/new">Another model</LinkButton>
      </div>
    </div>
  );
}

/** The model exists: what arrives of it, until something can be said. */
export function LiveStep({ modelId }: { modelId: string }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.models.get.queryOptions(
      { modelId },
      { refetchInterval: (state) => (state.state.data?.status === 'unknown' ? POLL_MS : false) },
    ),
  );
  return (
    <QueryPanel what="The model" query={query} skeleton={<SkeletonRows rows={5} label="The model is loading" />}>
      {(model) => (
        <>
          <p className={styles.lead}>
            <code>{model.id}</code> is watched. {formatCount(model.reference?.rowCount ?? 0)} rows are what counts as
            normal.
          </p>
          <Following model={model} />
        </>
      )}
    </QueryPanel>
  );
}
