'use client';

import { useSyncExternalStore } from 'react';
import { currentToasts, dismissToast, subscribeToasts, type Toast } from './toast.ts';
import styles from './toaster.module.css';

const NONE: readonly Toast[] = [];

/** Where toasts appear, and are read aloud. Once a page, in the shell. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, () => NONE);
  return (
    <div role="status" aria-label="Confirmations">
      <ul className={styles['toaster']}>
        {toasts.map(({ id, text }) => (
          <li key={id} className={styles['toast']}>
            <span>{text}</span>
            <button type="button" className={styles['dismiss']} onClick={() => dismissToast(id)} aria-label="Dismiss">
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
