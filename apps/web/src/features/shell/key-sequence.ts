export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1_200;

/**
 * Reads key presses against a pattern: one key (`j`), either of several (`/, f`), or a sequence (`g>h`). Ctrl, ⌘ and
 * Alt never belong to one. The answer is whether the pattern is now complete.
 */
export function createKeySequence(pattern: string): (press: KeyPress, nowMs: number) => boolean {
  const alternatives = pattern.split(',').map((keys) => keys.trim().split('>'));
  let typed: string[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  return (press, nowMs) => {
    if (press.ctrlKey || press.metaKey || press.altKey) {
      typed = [];
      return false;
    }
    if (['Shift', 'CapsLock'].includes(press.key)) return false;
    if (nowMs - lastMs > SEQUENCE_MS) typed = [];
    lastMs = nowMs;
    // Named keys are written small in patterns: enter, escape.
    typed = [...typed, press.key.length > 1 ? press.key.toLowerCase() : press.key].slice(-3);
    const isDone = alternatives.some((keys) => {
      // A lone key must not answer to the end of somebody else's sequence: "g a" is not "a".
      const isFresh = keys.length > 1 || typed.length === 1 || typed.at(-2) !== SEQUENCE_LEAD;
      return isFresh && keys.every((key, index) => typed[typed.length - keys.length + index] === key);
    });
    if (isDone) typed = [];
    return isDone;
  };
}

/** The first key of every sequence. */
export const SEQUENCE_LEAD = 'g';
