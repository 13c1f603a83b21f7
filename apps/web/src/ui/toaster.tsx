'use client';

import { Toaster as Sonner } from 'sonner';
import styles from './toaster.module.css';

/** Small confirmations (saved, copied). Never for a decision: those are shown where they were made. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={{ bottom: 16, right: 16 }}
      mobileOffset={{ bottom: 72, left: 16, right: 16 }}
      toastOptions={{ unstyled: true, className: styles['toast'] }}
    />
  );
}
