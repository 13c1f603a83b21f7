import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';

/** How far something has got: a ruled line, and the same in words. */
export function ProgressLine(props: { label: string; share: number; words: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, props.share)) * 100);
  return (
    <div className={referenceStyles.progress}>
      <p className={referenceStyles.progressWords}>
        <span>{props.label}</span>
        <span className={styles.quiet} aria-live="polite">
          {props.words}
        </span>
      </p>
      <div
        role="progressbar"
        aria-label={props.label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        className={referenceStyles.progressRule}
      >
        <div className={referenceStyles.progressFill} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
