'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChangeView } from '@leeway/services';
import { useTRPC } from '../../trpc/client.tsx';
import { QueryPanel } from '../../trpc/query-panel.tsx';
import { ActMark, type ActShape } from '../../ui/act-mark.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './model-page.module.css';
import { useQueryRange } from './use-query-range.ts';

const SHAPES: Record<ChangeView['kind'], ActShape> = {
  deploy: 'filled',
  config: 'hollow',
  data: 'barred',
  schema: 'barred',
  response: 'ring',
};
const MAX_ROWS = 100;

function Change({ change }: { change: ChangeView }) {
  return (
    <li className={styles.change}>
      <Time ms={change.atMs} as="moment" className={styles.changeTime} />
      <ActMark shape={SHAPES[change.kind]} label={change.kind} />
      <div>
        <b className={styles.link}>{change.title}</b>
        {change.fromValue !== null && change.toValue !== null && (
          <span>
            {' '}
            <code>{change.fromValue}</code> → <code>{change.toValue}</code>
          </span>
        )}
        <div className={styles.quiet}>
          {change.kind}
          {change.actor !== '' && ` by ${change.actor}`}
          {change.detail !== '' && ` · ${change.detail}`}
          {change.url !== null && (
            <>
              {' · '}
              <a href={change.url} rel="noreferrer noopener" target="_blank">
                open
              </a>
            </>
          )}
        </div>
      </div>
    </li>
  );
}

/** What somebody did to this model in the range of the top bar, newest first. */
export function ChangesTab({ modelId }: { modelId: string }) {
  const trpc = useTRPC();
  const { fromMs, toMs } = useQueryRange();
  const query = useQuery(
    trpc.changes.list.queryOptions({ modelId, fromMs, toMs, limit: MAX_ROWS }, { placeholderData: keepPreviousData }),
  );
  return (
    <QueryPanel what="The changes" query={query} skeleton={<SkeletonRows rows={4} label="Changes are loading" />}>
      {({ items, total }) =>
        items.length === 0 ? (
          <EmptyState title="Nobody reported a change in this range">
            <p>
              Releases, settings, schema and data changes arrive on <code>leeway.changes.v1</code>.
            </p>
          </EmptyState>
        ) : (
          <>
            <ul>
              {items.map((change) => (
                <Change key={change.id} change={change} />
              ))}
            </ul>
            {total > items.length && (
              <p className={styles.note}>
                The newest {items.length} of {total}; a shorter range shows the others.
              </p>
            )}
          </>
        )
      }
    </QueryPanel>
  );
}
