import type { CSSProperties } from 'react';
import { classNames } from './class-names.ts';
import styles from './skeleton.module.css';

/** Holds the final geometry while something loads; shows itself after 200 ms. */
export function Skeleton(props: {
  width?: CSSProperties['width'];
  height?: CSSProperties['height'];
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(styles['skeleton'], props.className)}
      style={{ width: props.width ?? '100%', height: props.height ?? 12 }}
    />
  );
}

/** Rows of a table that is on its way. */
export function SkeletonRows(props: { rows: number; label: string; rowHeight?: number }) {
  const height = props.rowHeight ?? 36;
  return (
    <div role="status" aria-label={props.label}>
      {Array.from({ length: props.rows }, (_, index) => (
        <div
          key={index}
          style={{ height, display: 'flex', alignItems: 'center', borderBottom: '1px solid var(--rule)' }}
        >
          <Skeleton width={`${38 + ((index * 17) % 40)}%`} />
        </div>
      ))}
    </div>
  );
}
