import { ActMark } from '../../ui/act-mark.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './fleet-legend.module.css';

/** What the bars of a drift strip mean. */
export function FleetLegend(props: { className?: string | undefined }) {
  return (
    <span className={classNames(styles['legend'], props.className)}>
      <span>bar = worst feature ÷ its critical threshold</span>
      <span>
        <i className={styles['limit']} />
        critical = 1
      </span>
      <span>
        <ActMark shape="filled" />
        change
      </span>
    </span>
  );
}
