import type { PerformanceView } from '@leeway/services';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatFixed, formatPercent } from '../../ui/format/format-number.ts';
import styles from './model-page.module.css';

type Counts = NonNullable<PerformanceView['total']['confusion']>;

/** Precision, recall and F1 of counts, in words; what has no answers is said so. */
export function answersInWords({ tp, fp, fn }: Counts): string {
  const precision = tp + fp === 0 ? 'none answered positive' : `precision ${formatPercent(tp / (tp + fp), 1)}`;
  const recall = tp + fn === 0 ? 'none truly positive' : `recall ${formatPercent(tp / (tp + fn), 1)}`;
  const whole = 2 * tp + fp + fn;
  return `${precision}, ${recall}, F1 ${whole === 0 ? 'undefined' : formatFixed((2 * tp) / whole, 3)}`;
}

/** How often each answer was right and wrong, and what the model itself answered where that is known. */
export function QualityAnswers({ view }: { view: PerformanceView }) {
  const { confusion, ownAnswers } = view.total;
  if (confusion === null) return null;
  const { tp, fp, tn, fn } = confusion;
  return (
    <div>
      <DataTable caption="Answers by what came true" dense>
        <thead>
          <tr>
            <th scope="col">Answered</th>
            <th scope="col" data-number="">
              Truly positive
            </th>
            <th scope="col" data-number="">
              Truly negative
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">positive</th>
            <td data-number="">{formatCount(tp)}</td>
            <td data-number="">{formatCount(fp)}</td>
          </tr>
          <tr>
            <th scope="row">negative</th>
            <td data-number="">{formatCount(fn)}</td>
            <td data-number="">{formatCount(tn)}</td>
          </tr>
        </tbody>
      </DataTable>
      <p className={styles.note} aria-live="polite">
        {view.threshold === null
          ? `The model’s own answers, as its predictions carry no score: ${answersInWords(confusion)}.`
          : `At ${formatFixed(view.threshold, 2)}: ${answersInWords(confusion)}.`}
      </p>
      {view.threshold !== null && ownAnswers !== null && (
        <p className={styles.note}>The model’s own answers: {answersInWords(ownAnswers)}.</p>
      )}
    </div>
  );
}
