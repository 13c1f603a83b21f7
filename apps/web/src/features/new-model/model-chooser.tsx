'use client';

import { plural } from '../../ui/format/format-number.ts';
import styles from './new-model.module.css';

const MAX_SHOWN = 30;

/** Which of the models in these messages is meant. One alone is taken for granted. */
export function ModelChooser(props: {
  names: readonly { name: string; count: number }[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  const { names, chosen } = props;
  const known = names.some(({ name }) => name === chosen) || chosen === '';
  const shown = known ? names.slice(0, MAX_SHOWN) : [{ name: chosen, count: 0 }, ...names.slice(0, MAX_SHOWN - 1)];
  if (shown.length === 0) return null;
  return (
    <fieldset className={styles.models}>
      <legend>Which model is it?</legend>
      {shown.map(({ name, count }) => (
        <label key={name} className={styles.modelChoice}>
          <input type="radio" name="stream-model" checked={name === chosen} onChange={() => props.onChoose(name)} />
          <code>{name}</code>
          <span className={styles.quiet}>{count === 0 ? 'not in the newest messages' : plural(count, 'event')}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The one that was chosen, or the only one there is. */
export function chosenModel(names: readonly { name: string }[], chosen: string): string {
  if (chosen !== '') return chosen;
  return names.length === 1 ? (names[0]?.name ?? '') : '';
}
