'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SlicesView } from '@leeway/services';
import { useTRPC } from '../../../trpc/client.tsx';
import { formatCount } from '../../../ui/format/format-number.ts';
import { Section } from '../../../ui/section.tsx';
import { Time } from '../../../ui/time.tsx';
import { useMay } from '../../shell/use-may.ts';
import { SliceChooser } from './slice-chooser.tsx';
import { SlicesTable } from './slices-table.tsx';
import styles from './slices.module.css';

function Slices({ sliceBy, window, slices }: SlicesView) {
  if (sliceBy === null)
    return (
      <p className={styles.quiet}>
        The commonest values of a column can be judged each on its own, beside the rest. They are counted from when the
        column is chosen.
      </p>
    );
  if (window === null) return <p className={styles.quiet}>No window of this stretch was judged.</p>;
  if (slices.length === 0)
    return <p className={styles.quiet}>The reference has no category named {sliceBy}, so nothing is counted by it.</p>;
  return <SlicesTable sliceBy={sliceBy} window={window} slices={slices} />;
}

/** The newest window by slices; for models without them, the choice of a column, to whoever may choose. */
export function SlicesSection({ modelId, fromMs, toMs }: { modelId: string; fromMs: number; toMs: number }) {
  const trpc = useTRPC();
  const mayRegister = useMay('registerModel') === true;
  const { data } = useQuery(
    trpc.models.slices.queryOptions({ modelId, fromMs, toMs }, { placeholderData: keepPreviousData }),
  );
  if (data === undefined) return null;
  const { window, sliceBy, candidates } = data;
  if (sliceBy === null && (!mayRegister || candidates.length === 0)) return null;
  return (
    <div className={styles.section}>
      <Section
        title={sliceBy === null ? 'Slices' : `Slices by ${sliceBy}`}
        note={
          window !== null && (
            <>
              window to <Time ms={window.endMs} as="clock-seconds" />, n {formatCount(window.n)}
            </>
          )
        }
        aside={
          mayRegister && (
            <SliceChooser key={sliceBy ?? ''} modelId={modelId} sliceBy={sliceBy} candidates={candidates} />
          )
        }
      >
        <Slices {...data} />
      </Section>
    </div>
  );
}
