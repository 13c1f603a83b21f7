import { formatPercent } from '../../ui/format/format-number.ts';
import { RuledScale } from '../../ui/ruled-scale.tsx';

const TICKS = [-0.25, 0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, major: at === 0 || at === 1 }));

function toneOf(remaining: number): 'ink' | 'warning' | 'critical' {
  if (remaining < 0) return 'critical';
  return remaining < 0.25 ? 'warning' : 'ink';
}

type Budget = { name: string; remaining: number | null; remainingDayAgo: number | null };

/** Error budget left, from a quarter overspent to untouched; the thin tick is a day ago. */
export function BudgetScale({ budget, className }: { budget: Budget; className?: string | undefined }) {
  const { remaining, remainingDayAgo, name } = budget;
  const left = remaining === null ? 'not measured' : `${formatPercent(remaining)} left`;
  return (
    <RuledScale
      min={-0.25}
      max={1}
      origin={0}
      value={remaining}
      previous={remainingDayAgo}
      ticks={TICKS}
      tone={remaining === null ? 'ink' : toneOf(remaining)}
      label={`Budget of ${name}: ${left}`}
      className={className}
    />
  );
}
