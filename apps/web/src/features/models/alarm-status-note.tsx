import type { ModelDetail } from '@leeway/services';
import { formatPercent } from '../../ui/format/format-number.ts';
import styles from './model-page.module.css';

/** Says it while a model that asks for learnt alarms is judged by thresholds, and why. */
export function AlarmStatusNote({ model }: { model: ModelDetail }) {
  const { alarms } = model;
  if (alarms === null || alarms.isUsed) return null;
  const learning = alarms.state === 'learning' ? `, ${formatPercent(alarms.progress, 0)} done` : '';
  return (
    <p className={styles.note} role="note">
      Judged by calibrated thresholds until alarms are learnt{learning}: {alarms.problem}.
    </p>
  );
}
