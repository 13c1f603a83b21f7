'use client';

import { useZone } from '../use-zone.ts';

/** The zone of the page's times as an IANA name. */
export function useChartZone(): string {
  return useZone() === 'utc' ? 'UTC' : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
