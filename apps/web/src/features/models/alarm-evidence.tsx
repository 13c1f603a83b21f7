import type { AlarmEvidence, FeatureAlarmEvaluation } from '@leeway/drift';
import { DataTable } from '../../ui/data-table.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount } from '../../ui/format/format-number.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import styles from './feature-panel.module.css';
import { metricText, thresholdText } from './metric-words.ts';

const VIEWS: Record<AlarmEvidence['view'], string> = {
  shape: 'Shape of the distribution',
  location: 'Location',
  spread: 'Spread',
  null: 'Missing values',
  new: 'Values never seen',
  tail: 'Lowest and highest 1 %',
  cell: 'One value',
};

const CLASSINGS: Record<FeatureAlarmEvaluation['classing'], string> = {
  all: 'all hours of the reference together',
  hour: 'the same hours of the day',
  'hour-weekend': 'the same hours of the day, working days and weekends apart',
};

function statistic(value: number): string {
  return value >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}

function Row({ view }: { view: AlarmEvidence }) {
  const { effect, floor, threshold, isAlert, isHolding, n, windowMs, value } = view;
  const id = `alarm-${view.view}` as const;
  return (
    <tr>
      <th scope="row">
        {VIEWS[view.view]}
        {value === undefined ? '' : `: ${value}`}
      </th>
      <td data-label="Window">{formatDuration(windowMs)}</td>
      <td data-label="Effect" data-number="">
        {metricText(id, effect)}
      </td>
      <td data-label="Floor" data-number="">
        {thresholdText(id, floor)}
      </td>
      <td data-label="Statistic" data-number="">
        {statistic(view.statistic)}
      </td>
      <td data-label="Threshold" data-number="">
        {threshold === 0 ? 'effect alone' : statistic(threshold)}
      </td>
      <td data-label="n" data-number="">
        {formatCount(n)}
      </td>
      <td data-label="Says">
        <StatusMark status={isAlert ? 'critical' : isHolding ? 'warning' : 'ok'}>
          {isAlert ? 'alert' : isHolding ? 'holds the alarm' : 'calm'}
        </StatusMark>
      </td>
    </tr>
  );
}

/** Why the learnt rule says what it says: which view of which window, its effect and what chance would make of it. */
export function AlarmEvidenceTable({ alarm }: { alarm: FeatureAlarmEvaluation }) {
  if (alarm.state === 'insufficient')
    return (
      <p className={styles.quiet}>Learnt alarms: too few events in any window, or none like them in the reference.</p>
    );
  return (
    <div>
      <DataTable caption="What the learnt alarms see" dense stacked>
        <thead>
          <tr>
            <th scope="col">Learnt alarm</th>
            <th scope="col">Window</th>
            <th scope="col" data-number="">
              Effect
            </th>
            <th scope="col" data-number="">
              Floor
            </th>
            <th scope="col" data-number="">
              T
            </th>
            <th scope="col" data-number="">
              Threshold
            </th>
            <th scope="col" data-number="">
              n
            </th>
            <th scope="col">Says</th>
          </tr>
        </thead>
        <tbody>
          {alarm.views.map((view) => (
            <Row key={`${view.view} ${view.windowMs} ${view.value ?? ''}`} view={view} />
          ))}
        </tbody>
      </DataTable>
      <p className={styles.quiet}>
        Compared with {CLASSINGS[alarm.classing]}. An alert needs the statistic above its learnt threshold and the
        effect above its floor.
        {alarm.state === 'unstable'
          ? ' Reference unstable: this feature moves so much inside its own reference that only gross changes can be told.'
          : ''}
      </p>
    </div>
  );
}
