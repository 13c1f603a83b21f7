import type { AnswerQualityView } from '@leeway/services';
import { DataTable } from '../../../ui/data-table.tsx';
import { Section } from '../../../ui/section.tsx';
import styles from '../model-page.module.css';
import { formatInterval, unmeasured } from './answer-metrics.ts';

const BETTER = { higher: 'higher is better', lower: 'lower is better', none: 'neither way' } as const;

/** Every metric of the whole range with what it is; what could not be measured says why. */
export function AnswerMetricsTable({ view }: { view: AnswerQualityView }) {
  return (
    <Section
      title="All metrics of the range"
      note="with 95 % where sampling is known, else what counting in cells leaves open"
    >
      <DataTable caption="Realised performance" dense stacked>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            <th scope="col">Realised</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {view.metrics.map(({ id, label, unit, value, formula, direction }) => {
            if (value === null) return null;
            const shown = formatInterval(unit, value);
            return (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td data-wrap="" data-label="Realised">
                  <b>{shown.value}</b>{' '}
                  {shown.interval !== null && <span className={styles.quiet}>{shown.interval}</span>}
                </td>
                <td data-wrap="" data-label="What it is">
                  {formula}; {BETTER[direction]}
                </td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
      {unmeasured(view).map(({ reason, labels }) => (
        <p key={reason} className={styles.note}>
          Not measured: {labels.join('; ')}: {reason}.
        </p>
      ))}
    </Section>
  );
}
