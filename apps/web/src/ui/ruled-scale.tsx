import { classNames } from './class-names.ts';
import styles from './ruled-scale.module.css';

export type RuledScaleProps = {
  min: number;
  max: number;
  /** Where ▼ stands; null = not measured, the rule alone. Beyond the ends it stops at the end. */
  value: number | null;
  /** Where the fill starts; `min` unless told. A budget starts at 0 and fills leftward below it. */
  origin?: number;
  ticks: { at: number; major?: boolean }[];
  /** A thin tick: where the value was before. */
  previous?: number | null;
  thresholds?: { at: number; kind: 'warning' | 'critical' }[];
  /** Half width of the error bound around the value. */
  bound?: number;
  /** Ink = measured. A status tone only where the value was judged. */
  tone?: 'ink' | 'warning' | 'critical';
  /** The whole in words; the drawing itself is hidden from screen readers. */
  label: string;
  className?: string;
};

/** One graduated line with one pointer: budget, threshold and time left all read the same way. */
export function RuledScale(props: RuledScaleProps) {
  const { min, max, value } = props;
  const share = (at: number) => Math.min(1, Math.max(0, (at - min) / (max - min)));
  const x = (at: number) => `${(share(at) * 100).toFixed(3)}%`;
  const origin = props.origin ?? min;
  const left = value === null ? 0 : Math.min(share(value), share(origin));
  const right = value === null ? 0 : Math.max(share(value), share(origin));
  const tone = styles[props.tone ?? 'ink'];
  return (
    <svg role="img" aria-label={props.label} height="18" className={classNames(styles['scale'], tone, props.className)}>
      <line className={styles['line']} x1="0" x2="100%" y1="13.5" y2="13.5" />
      {props.ticks.map((tick) => (
        <line
          key={tick.at}
          className={styles['line']}
          x1={x(tick.at)}
          x2={x(tick.at)}
          y1="13.5"
          y2={tick.major === true ? '18' : '16'}
        />
      ))}
      {value === null ? null : (
        <rect
          className={styles['fill']}
          x={`${(left * 100).toFixed(3)}%`}
          width={`${((right - left) * 100).toFixed(3)}%`}
          y="9"
          height="4"
        />
      )}
      {(props.thresholds ?? []).map((mark) => (
        <line
          key={`${mark.kind}${mark.at}`}
          className={styles[mark.kind === 'critical' ? 'markCritical' : 'markWarning']}
          x1={x(mark.at)}
          x2={x(mark.at)}
          y1="3"
          y2="13"
        />
      ))}
      {props.previous === undefined || props.previous === null ? null : (
        <line className={styles['previous']} x1={x(props.previous)} x2={x(props.previous)} y1="6" y2="13" />
      )}
      {value === null || props.bound === undefined || props.bound === 0 ? null : (
        <line className={styles['whisker']} x1={x(value - props.bound)} x2={x(value + props.bound)} y1="5.5" y2="5.5" />
      )}
      {value === null ? null : (
        <svg x={x(value)} overflow="visible">
          <path className={styles['pointer']} d="M-3.5 3h7L0 8z" />
        </svg>
      )}
    </svg>
  );
}
