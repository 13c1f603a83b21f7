'use client';

import type { SloDetail } from '@leeway/services';
import { countingOf, formatMinutes, SHORT_HISTORY, windowInShort } from '@leeway/slo';
import { Facts } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount } from '../../ui/format/format-number.ts';
import { Time } from '../../ui/time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BudgetBar } from './budget-bar.tsx';
import { burnNumber, coverageText, goodShare, percentNumber } from './slo-numbers.ts';
import styles from './slo-page.module.css';

function RunsOut({ slo }: { slo: SloDetail }) {
  const now = useNow(60_000);
  if (slo.remaining !== null && slo.remaining <= 0) return 'gone';
  if (slo.exhaustsAtMs === null) return 'not in sight';
  return <span suppressHydrationWarning>{formatDuration(Math.max(0, slo.exhaustsAtMs - now))}</span>;
}

function change(slo: SloDetail): string {
  if (slo.remaining === null || slo.remainingDayAgo === null) return '';
  const points = (slo.remaining - slo.remainingDayAgo) * 100;
  if (Math.abs(points) < 0.05) return 'as 24 h ago';
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)} points in 24 h`;
}

/** A young history says little of a long window: one bad stretch weighs more now than it will later. */
function youth(slo: SloDetail): string {
  return `reckoned from ${formatMinutes(slo.historyShare * slo.windowMinutes)} of ${windowInShort(slo)}; it will move a lot`;
}

/** "54 of 43 200 minutes": what is counted, as people count it. */
function badOfAll(slo: SloDetail): string {
  const { noun, parts, unit } = countingOf(slo.document.spec);
  const all = formatCount((slo.good + slo.bad) / parts);
  return `${formatCount(slo.bad / parts)} of ${all}${unit === 'slice' ? ` ${noun.many}` : ''}`;
}

/** The numbers of this moment. Unmeasured time is said beside what was measured. */
export function SloFacts({ slo }: { slo: SloDetail }) {
  const isYoung = slo.remaining !== null && slo.historyShare < SHORT_HISTORY;
  const unmeasured = slo.windowMinutes - slo.measuredMinutes;
  return (
    <div className={styles.facts}>
      <div className={styles.budget}>
        <span className={styles.label}>Budget left</span>
        <span className={styles.big}>
          {slo.remaining === null ? 'not measured' : `${percentNumber(slo.remaining)}\u00a0%`}
        </span>
        <BudgetBar name={slo.name} remaining={slo.remaining} remainingDayAgo={slo.remainingDayAgo} />
        <span className={styles.label}>{isYoung ? youth(slo) : change(slo)}</span>
      </div>
      <Facts
        className={styles.numbers}
        facts={[
          { label: 'Burn, last hour', value: slo.burnRate === null ? '–' : burnNumber(slo.burnRate) },
          { label: 'Runs out in', value: <RunsOut slo={slo} /> },
          { label: 'Good', value: goodShare(slo.good, slo.bad, slo.target) },
          { label: 'Bad', value: badOfAll(slo) },
          {
            label: 'Coverage',
            value:
              unmeasured < 1
                ? coverageText(slo.coverage)
                : `${coverageText(slo.coverage)}, ${formatMinutes(unmeasured)} unknown`,
          },
          { label: 'As of', value: slo.asOfMs === null ? 'not computed yet' : <Time ms={slo.asOfMs} /> },
        ]}
      />
    </div>
  );
}
