import type { ReactNode } from 'react';
import type { ChangeKind } from './change-layout.ts';
import styles from './charts.module.css';

const BARRED = (
  <>
    <path d="M1.4 3.2h7.2L5 9z" fill="none" strokeWidth="1.3" />
    <path d="M.6 1h8.8" strokeWidth="1.5" />
  </>
);

const SHAPES: Record<ChangeKind, ReactNode> = {
  deploy: <path d="M.6 1.2h8.8L5 9z" stroke="none" />,
  config: <path d="M1.4 1.9h7.2L5 8.2z" fill="none" strokeWidth="1.4" />,
  data: BARRED,
  schema: BARRED,
  response: <circle cx="5" cy="5" r="3.5" fill="none" strokeWidth="1.5" />,
};

/** A change's mark inside a drawing; in a list, use ActMark. `x`, `y`: the upper left corner of its 10 px box. */
export function ChangeGlyph({ kind, x, y }: { kind: ChangeKind; x: number; y: number }) {
  return (
    <g className={styles.act} transform={`translate(${x} ${y})`}>
      {SHAPES[kind]}
    </g>
  );
}
