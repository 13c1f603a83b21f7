import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import mappingStyles from './mapping.module.css';
import styles from './new-model.module.css';

export type ReasonBarProps = {
  /** What the button does, in its words. */
  action: string;
  /** With what the reason is kept. */
  keptWith: string;
  reason: string;
  /** Why it cannot be done yet; null = it can. */
  missing: string | null;
  isSaving: boolean;
  onReason: (reason: string) => void;
  onClose: () => void;
};

/** The foot of a form that changes a model which is there already: cancel, why, what is missing, and the button. */
export function ReasonBar(props: ReasonBarProps) {
  return (
    <div className={styles.actions}>
      <Button onClick={props.onClose}>Cancel</Button>
      <Input
        aria-label="Reason"
        placeholder={`Why; kept with the ${props.keptWith}`}
        className={mappingStyles.reason}
        maxLength={1_000}
        value={props.reason}
        onChange={(event) => props.onReason(event.target.value)}
      />
      <span className={styles.hint} aria-live="polite">
        {props.missing ?? ''}
      </span>
      <Button
        type="submit"
        variant="primary"
        busy={props.isSaving}
        aria-disabled={props.missing === null ? undefined : true}
      >
        {props.action}
      </Button>
    </div>
  );
}
