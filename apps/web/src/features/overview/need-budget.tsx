'use client';

import type { NeedItem } from '@leeway/services';
import { windowInShort } from '@leeway/slo';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatFixed, formatPercent } from '../../ui/format/format-number.ts';
import { useNow } from '../../ui/use-now.ts';
import { BudgetScale } from '../models/budget-scale.tsx';
import { NeedRow } from './need-row.tsx';

/** A target without needless digits: 0.9 → 90 %, 0.9995 → 99.95 %. */
function targetWords(target: number): string {
  return `${Number((target * 100).toPrecision(6))}\u00a0%`;
}

export function NeedBudget(props: { need: Extract<NeedItem, { kind: 'budget' }> }) {
  const { budget, severity } = props.need;
  const now = useNow(60_000);
  const { budgetRemaining: remaining, remainingDayAgo: dayAgo, exhaustsAtMs, burnRate } = budget;
  const isSpent = remaining !== null && remaining <= 0;
  const left = remaining === null ? 'not measured' : `${formatPercent(remaining)} left`;
  const runsOut = exhaustsAtMs === null ? null : formatDuration(Math.max(0, exhaustsAtMs - now));
  return (
    <NeedRow
      status={severity}
      href={`/slos/${budget.sloId}`}
      title={`${budget.modelId}: ${budget.name}, ${
        isSpent ? 'budget spent' : burnRate === null ? 'budget burning' : `budget burning ${formatFixed(burnRate, 1)}×`
      }`}
      about={
        <>
          <code>{budget.sloId}</code> · {targetWords(budget.target)} over {windowInShort(budget)}
          {budget.firing === null ? '' : ` · ${budget.firing} alert fires`}
        </>
      }
      measured={
        <span suppressHydrationWarning>
          {runsOut === null ? '' : `Spent at this rate in ${runsOut} · `}coverage {formatPercent(budget.coverage)}
        </span>
      }
      scale={<BudgetScale budget={{ name: budget.name, remaining, remainingDayAgo: dayAgo }} />}
      hasPhoneScale
      caption={dayAgo === null ? left : `${left}, ${formatPercent(dayAgo)} a day ago`}
      action={{ label: 'Open SLO', isPrimary: false }}
      phoneAside={left}
    />
  );
}
