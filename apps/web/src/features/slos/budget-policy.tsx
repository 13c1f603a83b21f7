import { CONSEQUENCE_WORDS, ERROR_BUDGET_POLICY, formatPercent, type BudgetConsequence } from '@leeway/slo';
import type { BudgetStepView, SloDetail } from '@leeway/services';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './slo-page.module.css';

function stepName(left: number): string {
  return left === 0 ? 'none left' : `${formatPercent(left, 0)} left`;
}

/** What a step asks for beyond the one before it. */
function added(index: number): BudgetConsequence[] {
  const before = ERROR_BUDGET_POLICY[index - 1]?.consequences ?? [];
  return (ERROR_BUDGET_POLICY[index]?.consequences ?? []).filter((consequence) => !before.includes(consequence));
}

function State({ left, current }: { left: number; current: BudgetStepView | null }) {
  if (current === null || left < current.left) return <span className={styles.quiet}>not reached</span>;
  const status = left === 0 ? 'critical' : 'warning';
  return (
    <>
      <StatusMark status={status}>in force</StatusMark>
      {left === current.left ? (
        <span className={styles.quiet}>
          {' '}
          since <Time ms={current.sinceMs} as="moment" />
        </span>
      ) : null}
    </>
  );
}

/** What was agreed on for when the budget goes, and what of it is in force. */
export function BudgetPolicy({ slo }: { slo: SloDetail }) {
  const past = slo.budgetSteps.filter((step) => step.untilMs !== null);
  const last = past[0];
  return (
    <Section title="Error-budget policy" note="what happens as the budget goes">
      <DataTable caption="Steps of the error-budget policy">
        <thead>
          <tr>
            <th scope="col">With</th>
            <th scope="col">Asks for</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {ERROR_BUDGET_POLICY.map(({ left }, index) => (
            <tr key={left}>
              <td>{stepName(left)}</td>
              <td data-wrap="">
                {added(index)
                  .map((consequence) => CONSEQUENCE_WORDS[consequence])
                  .join('; ')}
              </td>
              <td>
                <State left={left} current={slo.budgetStep} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.note}>
        Each step keeps what those before it ask for, and is left when 2 points more are left again. Unmeasured time and
        a young history move nothing.
        {last === undefined || last.untilMs === null ? null : (
          <>
            {' '}
            The last one ended <Time ms={last.untilMs} as="moment" /> ({stepName(last.left)}).
          </>
        )}
      </p>
    </Section>
  );
}
