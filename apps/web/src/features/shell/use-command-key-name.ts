'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** ⌘ on Apple's machines, Ctrl elsewhere. */
export function useCommandKeyName(): string {
  return useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/iu.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  );
}
