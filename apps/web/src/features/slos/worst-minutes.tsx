'use client';

import type { SloDetail, WorstMinute } from '@leeway/services';
import { countingOf, formatPercent } from '@leeway/slo';
import Link from 'next/link';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatFixed } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import { evidenceHref } from './evidence-href.ts';
import styles from './slo-page.module.css';

function Row({ slo, minute }: { slo: SloDetail; minute: WorstMinute }) {
  const { parts } = countingOf(slo.document.spec);
  // Parts of one minute, where slices count by their share.
  const count = (of: number) => (parts === 1 ? formatCount(of) : formatFixed(of / parts, 3));
  return (
    <tr>
      <td>
        <Time ms={minute.minuteMs} as="moment" />
      </td>
      <td data-number="">
        {count(minute.bad)} <span className={styles.quiet}>of {count(minute.good + minute.bad)}</span>
      </td>
      <td data-number="">{formatPercent(minute.budgetSpent, minute.budgetSpent < 0.001 ? 3 : 2)}</td>
      <td>
        <Link href={evidenceHref(slo, minute.minuteMs)}>what was measured</Link>
      </td>
    </tr>
  );
}

/** Where the budget went: the minutes that spent most in the shown stretch, each with the evidence behind it. */
export function WorstMinutes({ slo }: { slo: SloDetail }) {
  const noun = countingOf(slo.document.spec).noun.many;
  return (
    <Section title="Minutes that spent most" note="of the stretch above">
      {slo.worstMinutes.length === 0 ? (
        <p className={styles.quiet}>Nothing was bad in this stretch.</p>
      ) : (
        <DataTable caption="Minutes that spent most of the budget" dense>
          <thead>
            <tr>
              <th scope="col">Minute</th>
              <th scope="col" data-number="">
                Bad {noun}
              </th>
              <th scope="col" data-number="">
                Of the budget
              </th>
              <th scope="col">Evidence</th>
            </tr>
          </thead>
          <tbody>
            {slo.worstMinutes.map((minute) => (
              <Row key={minute.minuteMs} slo={slo} minute={minute} />
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  );
}
