'use client';

import type { ReactNode } from 'react';
import { ServerNow } from './use-now.ts';

/** Carries the server's clock to the first rendering in the browser. */
export function NowProvider(props: { nowMs: number; children: ReactNode }) {
  return <ServerNow value={props.nowMs}>{props.children}</ServerNow>;
}
