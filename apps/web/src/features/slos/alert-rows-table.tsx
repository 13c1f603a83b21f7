import { formatMinutes, formatPercent, formatWindow } from '@leeway/slo';
import type { AlertRowView, OutageView, SloDetail } from '@leeway/services';
import { DataTable } from '../../ui/data-table.tsx';
import { Section } from '../../ui/section.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { burnNumber } from './slo-numbers.ts';
import { SEVERITY_STATUS } from './slo-status.ts';
import styles from './slo-page.module.css';

function burn(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : burnNumber(value);
}

function State({ row }: { row: AlertRowView }) {
  const { state } = row;
  if (!row.isReachable) return <StatusMark status="unknown">can’t fire at this target</StatusMark>;
  if (state === null) return <span className={styles.quiet}>not judged yet</span>;
  const frozen = state.frozen ? <span className={styles.quiet}> frozen, nothing measured</span> : null;
  if (state.young) return <StatusMark status="unknown">above, history too short</StatusMark>;
  if (!state.firing)
    return state.frozen ? <StatusMark status="unknown">frozen</StatusMark> : <StatusMark status="ok">quiet</StatusMark>;
  return (
    <>
      <StatusMark status={SEVERITY_STATUS[row.severity]}>fires</StatusMark>
      {state.sinceMs === null ? null : (
        <span className={styles.quiet}>
          {' '}
          since <Time ms={state.sinceMs} as="moment" />
        </span>
      )}
      {frozen}
    </>
  );
}

/** After how long, and what share of the budget is spent by then. */
function outage({ minutesToFire, budgetSpent }: OutageView): string {
  if (minutesToFire === null || budgetSpent === null) return 'never';
  return `${formatMinutes(minutesToFire)}, ${formatPercent(budgetSpent, 1)}`;
}

function Outages({ row }: { row: AlertRowView }) {
  return (
    <>
      {outage(row.outages.total)} <span className={styles.quiet}>/ {outage(row.outages.tenth)}</span>
    </>
  );
}

/** Burn over each row's two windows against its threshold: both must be above it. */
export function AlertRowsTable({ slo }: { slo: SloDetail }) {
  const { alerting } = slo.document.spec;
  const noData =
    alerting.noDataMinutes === null
      ? 'Unmeasured time freezes them'
      : `Alerts after ${formatMinutes(alerting.noDataMinutes)} without data`;
  return (
    <Section title="Burn-rate policy" note="both windows must exceed">
      {slo.rows.length === 0 ? (
        <p className={styles.quiet}>No row: nobody is told when this budget burns.</p>
      ) : (
        <DataTable caption="Burn-rate rows with their burn now">
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col">Long / short</th>
              <th scope="col" data-number="">
                Burn now
              </th>
              <th scope="col" data-number="">
                Above
              </th>
              <th scope="col" data-number="" className="hidden phone:table-cell">
                Error ratio
              </th>
              <th scope="col" className="hidden phone:table-cell">
                Fires in an outage of all / a tenth
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {slo.rows.map((row) => (
              <tr key={row.rowId}>
                <td>{row.severity}</td>
                <td className={styles.second}>
                  {formatWindow(row.longMinutes)} / {formatWindow(row.shortMinutes)}
                </td>
                <td data-number="">
                  {burn(row.state?.longBurn)} <span className={styles.quiet}>/ {burn(row.state?.shortBurn)}</span>
                </td>
                <td data-number="">{burnNumber(row.burnAbove)}</td>
                <td data-number="" className="hidden phone:table-cell">
                  {formatPercent(row.errorRatioAbove, 2)}
                </td>
                <td data-wrap="" className="hidden phone:table-cell">
                  <Outages row={row} />
                </td>
                <td data-wrap="">
                  <State row={row} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      <p className={styles.note}>
        {noData}; fewer than {alerting.minimumBad} bad in the long window never fire. An outage begins after a clean
        history; beside its length stands the share of the budget that is spent when the row fires.
      </p>
    </Section>
  );
}
