import { MINUTE_MS, SLI_DEFINITIONS, type SliGroup, type SliKind } from '@leeway/slo';

/** So much before and after a minute is shown, so that what led to it is seen too. */
const AROUND_MS = 30 * MINUTE_MS;

const TABS: Record<SliGroup, string> = {
  Drift: 'drift',
  Quality: 'performance',
  Service: 'ingest',
  Data: 'ingest',
  // What it counts is elsewhere; here is what was changed then.
  Prometheus: 'changes',
};

/** The model's page at a minute of one of its SLOs: drift windows for drift, what arrived and was answered for the rest. */
export function evidenceHref(slo: { modelId: string; kind: SliKind }, minuteMs: number): string {
  const tab = TABS[SLI_DEFINITIONS[slo.kind].group];
  const range = `from=${minuteMs - AROUND_MS}&to=${minuteMs + MINUTE_MS + AROUND_MS}`;
  return `/models/${slo.modelId}?${tab === 'drift' ? '' : `tab=${tab}&`}${range}`;
}
