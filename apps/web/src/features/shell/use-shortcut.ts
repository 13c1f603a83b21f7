'use client';

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { createKeySequence } from './key-sequence.ts';

const KEY = 'leeway-single-keys';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether keys without a modifier do anything; WCAG 2.1.4 wants a way to turn them off. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.localStorage.getItem(KEY) !== 'off',
    () => true,
  );
}

export function setSingleKeys(on: boolean): void {
  window.localStorage.setItem(KEY, on ? 'on' : 'off');
  for (const each of listeners) each();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, select, textarea'));
}

function layerIsOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/**
 * A single key (`j`), either of several (`/, f`), or a sequence (`g>h`). Silent in inputs, under an open dialog or menu,
 * and when single keys are switched off; `run` answers false when there was nothing to do, and the next one is asked.
 * Never bind a decision to one. `inLayer`: for the open layer's own keys.
 */
export function useShortcut(
  keys: string,
  run: () => unknown,
  options: { enabled?: boolean; inLayer?: boolean } = {},
): void {
  const isOn = useSingleKeys() && options.enabled !== false;
  const worksInLayer = options.inLayer === true;
  const onPress = useEffectEvent(run);
  useEffect(() => {
    if (!isOn) return undefined;
    const read = createKeySequence(keys);
    function listen(event: KeyboardEvent): void {
      if (event.repeat || isTyping(event.target)) return;
      // Keys that another shortcut took are read too: the end of its sequence is not the beginning of ours.
      const isDone = read(event, event.timeStamp);
      if (!isDone || event.defaultPrevented || (!worksInLayer && layerIsOpen())) return;
      if (onPress() !== false) event.preventDefault();
    }
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [keys, isOn, worksInLayer]);
}

/** Ctrl or ⌘ with a letter, in inputs too. */
export function useCommandKey(letter: string, run: () => void): void {
  const onPress = useEffectEvent(run);
  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== letter)
        return;
      event.preventDefault();
      onPress();
    }
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [letter]);
}
