import { RuledScale } from '../../ui/ruled-scale.tsx';
import { percentNumber } from './slo-numbers.ts';

const TICKS = [-0.25, 0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, major: at === 0 || at === 1 }));

/** Error budget left on one rule, from a quarter overspent to untouched; the thin tick is a day ago. */
export function BudgetBar(props: {
  name: string;
  remaining: number | null;
  remainingDayAgo?: number | null;
  className?: string;
}) {
  const { remaining } = props;
  const left = remaining === null ? 'not measured' : `${percentNumber(remaining)} % left`;
  return (
    <RuledScale
      min={-0.25}
      max={1}
      origin={0}
      value={remaining}
      previous={props.remainingDayAgo ?? null}
      ticks={TICKS}
      tone={remaining === null || remaining >= 0.25 ? 'ink' : remaining <= 0 ? 'critical' : 'warning'}
      label={`Error budget of ${props.name}: ${left}`}
      className={props.className}
    />
  );
}
