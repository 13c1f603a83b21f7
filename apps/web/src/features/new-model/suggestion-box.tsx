'use client';

import type { StreamMapping } from '@leeway/contracts';
import { Button } from '../../ui/button.tsx';
import styles from './new-model.module.css';
import messageStyles from './messages.module.css';

/** Whether a mapping says all that was suggested, and maybe more. */
export function isCovered(suggested: StreamMapping, current: StreamMapping): boolean {
  return Object.entries(suggested).every(
    ([key, value]) => JSON.stringify(value) === JSON.stringify(current[key as keyof StreamMapping]),
  );
}

/** Notes are written for files; here there is a form. */
function noteWords(note: string): string {
  return note.startsWith('Nothing says which model') ? 'Model: nothing looks like it, choose below' : note;
}

/** A mapping that the messages' looks suggest, with what speaks for it. Never used unasked. */
export function SuggestionBox(props: {
  suggestion: { mapping: StreamMapping; notes: string[] } | null;
  current: StreamMapping | null;
  /** Nothing fits yet: then the suggestion is the way on. */
  isNeeded: boolean;
  onUse: (mapping: StreamMapping) => void;
}) {
  const { suggestion, current } = props;
  if (suggestion === null) return null;
  if (current !== null && isCovered(suggestion.mapping, current))
    return <p className={styles.note}>This is the mapping that the messages suggest.</p>;
  return (
    <div className={messageStyles.suggestion} role="group" aria-label="Suggested mapping">
      <div>
        <p className={messageStyles.suggestionTitle}>From how the messages look, they could be read like this:</p>
        <ul className={messageStyles.notes}>
          {suggestion.notes.slice(0, 20).map((note) => (
            <li key={note}>{noteWords(note)}</li>
          ))}
        </ul>
      </div>
      <Button variant={props.isNeeded ? 'primary' : 'default'} onClick={() => props.onUse(suggestion.mapping)}>
        Use this mapping
      </Button>
    </div>
  );
}
