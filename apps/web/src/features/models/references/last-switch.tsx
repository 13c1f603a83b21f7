'use client';

import type { ModelDetail, ReferenceView } from '@leeway/services';
import { Button } from '../../../ui/button.tsx';
import { Time } from '../../../ui/time.tsx';
import { useMay } from '../../shell/use-may.ts';
import styles from './references.module.css';

/** Since when the active one is active, by whom and why; and the way back. */
export function LastSwitch({ model, onUndo }: { model: ModelDetail; onUndo: (previous: ReferenceView) => void }) {
  const mayRegister = useMay('registerModel');
  const last = model.referenceSwitch;
  if (last === null) return null;
  const previous = model.references.find(({ id }) => id === last.previousId);
  return (
    <p className={styles.switched} data-testid="last-switch">
      <span>
        <code>{model.reference?.id}</code> is active since <Time ms={last.atMs} as="moment" />, set by {last.by}:{' '}
        {last.reason}
        {last.previousId !== null && (
          <>
            . Before it: <code>{last.previousId}</code>
          </>
        )}
        .
      </span>
      {mayRegister === true && previous !== undefined && (
        <Button size="small" onClick={() => onUndo(previous)}>
          Undo…
        </Button>
      )}
    </p>
  );
}
