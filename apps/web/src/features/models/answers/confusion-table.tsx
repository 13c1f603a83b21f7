import type { AnswerQualityView } from '@leeway/services';
import { classNames } from '../../../ui/class-names.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { formatCount, formatPercent } from '../../../ui/format/format-number.ts';
import { Section } from '../../../ui/section.tsx';
import styles from './answers.module.css';

/** Shades of a cell, by its share of the true class. */
const SHADES = 5;

function shadeOf(count: number, whole: number): number {
  return count === 0 || whole === 0 ? 0 : Math.max(1, Math.round((count / whole) * SHADES));
}

/** What was answered for each true class: right answers on the diagonal, confusions beside it. */
export function ConfusionTable({ confusion }: { confusion: NonNullable<AnswerQualityView['confusion']> }) {
  const { classes, counts } = confusion;
  const all = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, answers, row) => sum + (answers[row] ?? 0), 0);
  return (
    <Section title="Answers by what came true" note="a row is a true class, a column what was answered">
      <DataTable caption="Answers by true class" dense>
        <thead>
          <tr>
            <th scope="col">True class</th>
            {classes.map((name) => (
              <th key={name} scope="col" data-number="" className={styles.name} title={name}>
                {name}
              </th>
            ))}
            <th scope="col" data-number="">
              Recall
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map((name, row) => {
            const answers = counts[row] ?? [];
            const whole = answers.reduce((sum, count) => sum + count, 0);
            return (
              <tr key={name}>
                <th scope="row" className={styles.name} title={name}>
                  {name}
                </th>
                {answers.map((count, column) => (
                  <td
                    key={classes[column]}
                    data-number=""
                    data-shade={shadeOf(count, whole)}
                    className={classNames(styles.cell, row === column && styles.right)}
                  >
                    {formatCount(count)}
                  </td>
                ))}
                <td data-number="">{whole === 0 ? '–' : formatPercent((answers[row] ?? 0) / whole, 1)}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">Precision</th>
            {classes.map((name, column) => {
              const answered = counts.reduce((sum, answers) => sum + (answers[column] ?? 0), 0);
              return (
                <td key={name} data-number="">
                  {answered === 0 ? '–' : formatPercent((counts[column]?.[column] ?? 0) / answered, 1)}
                </td>
              );
            })}
            <td data-number="">{formatPercent(right / Math.max(1, all), 1)} right</td>
          </tr>
        </tbody>
      </DataTable>
    </Section>
  );
}
