import type { HistogramBin } from '@leeway/drift';
import { formatShare } from '../../ui/charts/format-share.ts';
import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';

const WIDTH_PX = 96;
const HEIGHT_PX = 22;
const MAX_BARS = 24;

/** Neighbours are joined until there is room for each bar. */
function barsOf(bins: readonly HistogramBin[]): number[] {
  const size = Math.max(1, Math.ceil(bins.length / MAX_BARS));
  const bars: number[] = [];
  for (let start = 0; start < bins.length; start += size)
    bars.push(bins.slice(start, start + size).reduce((sum, bin) => sum + bin.reference, 0));
  return bars;
}

/** The shape of one feature in a row of a table; its sentence names the commonest value. */
export function MiniHistogram(props: { name: string; bins: readonly HistogramBin[] }) {
  const bars = barsOf(props.bins);
  if (bars.length === 0) return <span className={styles.quiet}>no values</span>;
  const max = Math.max(0.0001, ...bars);
  const pitch = WIDTH_PX / bars.length;
  const most = props.bins.reduce((a, b) => (b.reference > a.reference ? b : a));
  return (
    <svg
      viewBox={`0 0 ${WIDTH_PX} ${HEIGHT_PX}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${props.name}: commonest is ${most.label}, ${formatShare(most.reference)} of the rows`}
      className={referenceStyles.mini}
    >
      <path className={referenceStyles.miniAxis} d={`M0 ${HEIGHT_PX - 0.5}H${WIDTH_PX}`} />
      {bars.map((share, index) => {
        const height = Math.max(share > 0 ? 1 : 0, (share / max) * (HEIGHT_PX - 2));
        return (
          <rect
            key={index}
            className={referenceStyles.miniBar}
            x={index * pitch}
            width={Math.max(1, pitch - (pitch > 3 ? 1 : 0))}
            y={HEIGHT_PX - 1 - height}
            height={height}
          />
        );
      })}
    </svg>
  );
}
