import { useState } from 'react';

type HeldOrder<T> = {
  items: T[];
  /** For the element whose rows must not move under a pointer or a focus. */
  holdProps: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
};

/** `items` in the order of `keys`; what is new comes last, what is gone is left out. */
export function inOrderOf<T>(items: readonly T[], keys: readonly string[], keyOf: (item: T) => string): T[] {
  const place = new Map(keys.map((key, index) => [key, index]));
  const at = (item: T): number => place.get(keyOf(item)) ?? keys.length;
  return items.toSorted((a, b) => at(a) - at(b));
}

/** Live data may change the order at any time; the order waits until nobody points at the rows. */
export function useHeldOrder<T>(sorted: T[], keyOf: (item: T) => string): HeldOrder<T> {
  const [held, setHeld] = useState<string[] | null>(null);
  const hold = (): void => setHeld((current) => current ?? sorted.map((item) => keyOf(item)));
  const release = (): void => setHeld(null);
  return {
    items: held === null ? sorted : inOrderOf(sorted, held, keyOf),
    holdProps: { onPointerEnter: hold, onPointerLeave: release, onFocus: hold, onBlur: release },
  };
}
