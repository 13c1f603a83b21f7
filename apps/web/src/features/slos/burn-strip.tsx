import type { BurnBar } from '@leeway/services';
import styles from './slos.module.css';
import { burnNumber } from './slo-numbers.ts';

const HEIGHT_PX = 24;
/** Burn rate at which a bar is cut: above it only the alert matters. */
const CAP = 3;
const BAR_PX = 3;
const PITCH_PX = 4;

/** Burn rate by half an hour over a day; the hairline is 1×, where the budget lasts exactly one window. */
export function BurnStrip(props: { name: string; bars: readonly BurnBar[] }) {
  const measured = props.bars.flatMap((bar) => (bar.burnRate === null ? [] : [bar.burnRate]));
  const worst = measured.length === 0 ? null : Math.max(...measured);
  const summary =
    worst === null
      ? `${props.name}: nothing measured in 24 h`
      : `${props.name}: burn rate of the last 24 h, at most ${burnNumber(worst)}`;
  const width = props.bars.length * PITCH_PX;
  const y = (burn: number) => HEIGHT_PX - (Math.min(burn, CAP) / CAP) * (HEIGHT_PX - 1);
  return (
    <svg width={width} height={HEIGHT_PX} role="img" aria-label={summary} className={styles.strip}>
      <path className={styles.stripLimit} d={`M0 ${Math.round(y(1)) + 0.5}H${width}`} />
      {props.bars.map((bar, index) => {
        const x = index * PITCH_PX;
        if (bar.burnRate === null)
          return <path key={bar.startMs} className={styles.stripGap} d={`M${x} ${HEIGHT_PX - 0.5}h${PITCH_PX}`} />;
        const top = Math.min(HEIGHT_PX - 1, y(bar.burnRate));
        return (
          <rect
            key={bar.startMs}
            className={bar.burnRate > 1 ? styles.stripOver : styles.stripBar}
            x={x}
            y={top}
            width={BAR_PX}
            height={HEIGHT_PX - top}
          />
        );
      })}
    </svg>
  );
}
