'use client';

import { useSyncExternalStore } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

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

function layerIsOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/**
 * A single key, or a sequence like `g>h`. Silent in inputs, under an open dialog or menu, and when single keys are
 * switched off. Never bind a decision to one.
 */
export function useShortcut(keys: string, run: () => void, options: { enabled?: boolean } = {}): void {
  const on = useSingleKeys();
  useHotkeys(keys, run, {
    enabled: on && options.enabled !== false,
    ignoreEventWhen: (event) => event.defaultPrevented || layerIsOpen(),
    preventDefault: true,
    useKey: true,
  });
}
