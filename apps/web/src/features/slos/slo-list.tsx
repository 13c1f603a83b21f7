import type { SloRow } from '@leeway/services';
import { knownRemaining } from '@leeway/slo';
import Link from 'next/link';
import { StatusMark } from '../../ui/status-mark.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { burnNumber, percentNumber } from './slo-numbers.ts';
import { sloStatus } from './slo-status.ts';
import styles from './slos.module.css';

/** SLOs on a phone: name and status, the objective, the budget on its rule; the whole row is a link. */
export function SloList({ rows }: { rows: readonly SloRow[] }) {
  return (
    <ul className={styles.list}>
      {rows.map((row) => {
        const { status, word } = sloStatus(row);
        const remaining = knownRemaining(row.remaining, row.coverage);
        return (
          <li key={row.id}>
            <Link href={`/slos/${row.id}`} className={styles.item}>
              <span className={styles.line}>
                <span className={styles.name}>{row.name}</span>
                <StatusMark status={status}>{word}</StatusMark>
              </span>
              <span className={styles.sentence}>
                {row.modelName} · {row.objective}
              </span>
              <BudgetBar name={row.name} remaining={remaining} remainingDayAgo={row.remainingDayAgo} />
              <span className={styles.line}>
                <span>{remaining === null ? 'too little measured' : `${percentNumber(remaining)} % left`}</span>
                <span className={styles.quiet}>
                  {row.burnRate === null ? '' : `burns at ${burnNumber(row.burnRate)}`}
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
