import type { BeforeAfter } from '@leeway/response';
import styles from './remediation-card.module.css';

/** What the target reports now, and what it would report after. "=" = stays as it is. */
export function PlanTable(props: { rows: BeforeAfter[] }) {
  return (
    <table className={styles['plan']}>
      <caption className="sr-only">Before and after</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">Setting</span>
          </th>
          <th scope="col">Now</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.label} className={row.changes ? undefined : styles['same']}>
            <th scope="row">{row.label}</th>
            <td>{row.before}</td>
            <td className={styles['after']}>{row.changes ? row.after : 'unchanged'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
