import type { ChangeKind } from './change-layout.ts';
import styles from './charts.module.css';

function Shape({ kind }: { kind: ChangeKind }) {
  switch (kind) {
    case 'deploy':
      return <path d="M.6 1.2h8.8L5 9z" stroke="none" />;
    case 'config':
      return <path d="M1.4 1.9h7.2L5 8.2z" fill="none" strokeWidth="1.4" />;
    case 'response':
      return <circle cx="5" cy="5" r="3.5" fill="none" strokeWidth="1.5" />;
    case 'data':
    case 'schema':
      return (
        <>
          <path d="M1.4 3.2h7.2L5 9z" fill="none" strokeWidth="1.3" />
          <path d="M.6 1h8.8" strokeWidth="1.5" />
        </>
      );
  }
}

/** What somebody did: filled = deploy, hollow = setting, barred = data or schema, ring = response. Put a word beside it. */
export function ChangeGlyph({ kind, x, y }: { kind: ChangeKind; x?: number; y?: number }) {
  if (x !== undefined && y !== undefined)
    return (
      <g className={styles.act} transform={`translate(${x} ${y})`}>
        <Shape kind={kind} />
      </g>
    );
  return (
    <svg className={styles.act} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      <Shape kind={kind} />
    </svg>
  );
}
