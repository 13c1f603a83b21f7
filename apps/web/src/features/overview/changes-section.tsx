'use client';

import type { ChangeView } from '@leeway/services';
import Link from 'next/link';
import { ActMark } from '../../ui/act-mark.tsx';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import { CHANGE_KIND_MARKS } from '../changes/change-kinds.ts';
import styles from './overview.module.css';

/** What somebody did lately, newest first. */
export function ChangesSection(props: { changes: ChangeView[]; total: number }) {
  return (
    <Section
      title="What changed"
      note={`${props.total} in 24 h`}
      aside={
        <Link href="/changes?range=24h" className="hover:text-ink">
          All changes
        </Link>
      }
    >
      {props.changes.length === 0 ? (
        <p className={styles['nothing']}>No release, setting or data change was reported.</p>
      ) : (
        <ol>
          {props.changes.map((change) => (
            <li key={change.id} className={styles['change']}>
              <Time ms={change.atMs} as="moment" />
              <ActMark shape={CHANGE_KIND_MARKS[change.kind].shape} label={CHANGE_KIND_MARKS[change.kind].word} />
              <p title={change.detail === '' ? undefined : change.detail}>
                {change.modelId === null ? null : (
                  <>
                    <Link href={`/models/${change.modelId}`} className="font-semibold">
                      {change.modelId}
                    </Link>{' '}
                  </>
                )}
                {change.title}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
