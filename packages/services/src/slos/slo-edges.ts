import { MINUTE_MS, windowEdges, windowMinutes, type WindowEdge } from '@leeway/slo';
import type { SloRecord } from './slo-record.ts';

type Windowed = Pick<SloRecord, 'windowDays' | 'spec'>;

/** Where the window of an SLO begins that ends at a moment. */
export function windowFromMs(slo: Windowed, toMs: number): number {
  return toMs - windowMinutes(slo.windowDays) * MINUTE_MS;
}

/** Every window that judging an SLO at a moment takes. */
export function edgesOf(slo: Windowed, toMs: number): WindowEdge[] {
  return windowEdges({ rows: slo.spec.alerting.rows, windowFromMs: (ms) => windowFromMs(slo, ms), toMs });
}
