'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../trpc/client.tsx';
import { formatCount } from '../../../ui/format/format-number.ts';
import { Section } from '../../../ui/section.tsx';
import { Time } from '../../../ui/time.tsx';
import { SlicesTable } from './slices-table.tsx';
import styles from './slices.module.css';

/** The newest window by slices, for models that have them; nothing for others. */
export function SlicesSection({ modelId, fromMs, toMs }: { modelId: string; fromMs: number; toMs: number }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.models.slices.queryOptions({ modelId, fromMs, toMs }, { placeholderData: keepPreviousData }),
  );
  if (data === undefined || data === null) return null;
  const { window, sliceBy, slices } = data;
  return (
    <div className={styles.section}>
      <Section
        title={`Slices by ${sliceBy}`}
        note={
          window !== null && (
            <>
              window to <Time ms={window.endMs} as="clock-seconds" />, n {formatCount(window.n)}
            </>
          )
        }
      >
        {window === null && <p className={styles.quiet}>No window of this stretch was judged.</p>}
        {window !== null && slices.length === 0 && (
          <p className={styles.quiet}>The reference has no category named {sliceBy}, so nothing is counted by it.</p>
        )}
        {window !== null && slices.length > 0 && <SlicesTable sliceBy={sliceBy} window={window} slices={slices} />}
      </Section>
    </div>
  );
}
