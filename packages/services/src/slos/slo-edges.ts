import { windowEdges, windowStartMs, type SloWindow, type WindowEdge } from '@leeway/slo';
import type { SloRecord } from './slo-record.ts';

type Windowed = SloWindow & Pick<SloRecord, 'spec'>;

/** Every window that judging an SLO at a moment takes. */
export function edgesOf(slo: Windowed, toMs: number): WindowEdge[] {
  return windowEdges({ rows: slo.spec.alerting.rows, windowFromMs: (ms) => windowStartMs(slo, ms), toMs });
}
