import type { PerformanceView } from '@leeway/services';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatFixed, formatPercent } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import styles from './quality.module.css';

const SIZE = 240;
const PAD = 12;

function at(share: number): number {
  return PAD + share * (SIZE - 2 * PAD);
}

function Curve({ bins, summary }: { bins: PerformanceView['reliability']; summary: string }) {
  const dots = bins.flatMap(({ meanScore, positiveShare }) =>
    meanScore === null || positiveShare === null ? [] : [{ x: at(meanScore), y: SIZE - at(positiveShare) }],
  );
  return (
    <svg viewBox={`0 0 ${SIZE} ${SIZE}`} width={SIZE} height={SIZE} role="img" aria-label={summary}>
      <rect x={PAD} y={PAD} width={SIZE - 2 * PAD} height={SIZE - 2 * PAD} fill="none" stroke="var(--rule-2)" />
      <line x1={at(0)} y1={SIZE - at(0)} x2={at(1)} y2={SIZE - at(1)} stroke="var(--rule-3)" strokeDasharray="3 3" />
      <polyline
        points={dots.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="var(--s1)"
        strokeWidth={1.5}
      />
      {dots.map(({ x, y }) => (
        <circle key={x} cx={x} cy={y} r={3} fill="var(--s1)" />
      ))}
    </svg>
  );
}

/** Whether scores come true as often as they say, over the whole range. */
export function QualityCalibration({ view }: { view: PerformanceView }) {
  const ece = view.total.realised.ece;
  if (view.reliability.every(({ n }) => n === 0)) return null;
  const said = ece === null ? 'not measured' : formatFixed(ece.value, 3);
  return (
    <Section title="Reliability" note={`calibration error (ECE) ${said}; the diagonal is perfect`}>
      <div className={styles.reliability}>
        <Curve
          bins={view.reliability}
          summary={`Share of positives against the mean score in ten bins; the calibration error is ${said}.`}
        />
        <DataTable caption="Scores against what came true" dense>
          <thead>
            <tr>
              <th scope="col">Score</th>
              <th scope="col" data-number="">
                Mean
              </th>
              <th scope="col" data-number="">
                Came true
              </th>
              <th scope="col" data-number="">
                Labels
              </th>
            </tr>
          </thead>
          <tbody>
            {view.reliability.map(({ from, to, n, meanScore, positiveShare }) => (
              <tr key={from}>
                <th scope="row">
                  {formatFixed(from, 1)}–{formatFixed(to, 1)}
                </th>
                <td data-number="">{meanScore === null ? 'none' : formatFixed(meanScore, 3)}</td>
                <td data-number="">{positiveShare === null ? 'none' : formatPercent(positiveShare, 1)}</td>
                <td data-number="">{formatCount(n)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
    </Section>
  );
}
