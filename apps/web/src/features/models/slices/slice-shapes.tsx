'use client';

import type { SliceShape } from '@leeway/services';
import { Histogram } from '../../../ui/charts/histogram.tsx';
import styles from './slices.module.css';

/** What stands out most of a slice, drawn over the rest of the window. */
export function SliceShapes({ name, shapes }: { name: string; shapes: readonly SliceShape[] }) {
  return (
    <div className={styles.shapes}>
      {shapes.map(({ feature, kind, bins, missing }) => (
        <section key={feature} aria-label={`${feature} of ${name}`}>
          <h4 className={styles.shapeName}>
            <code>{feature}</code>
          </h4>
          <Histogram
            kind={kind === 'numeric' ? 'numeric' : 'categorical'}
            name={feature}
            bins={bins}
            missing={missing}
            referenceLabel="rest of the window"
            windowLabel={name}
          />
        </section>
      ))}
    </div>
  );
}
