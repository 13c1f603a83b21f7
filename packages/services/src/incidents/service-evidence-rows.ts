import type { EvidenceRow } from '@leeway/response';
import type { ServiceEvaluation } from '../drift/service-evaluation.ts';

function milliseconds(value: number | null): string {
  return value === null ? 'unknown' : `${Number(value.toPrecision(3))} ms`;
}

/** Latency and errors of a window as evidence, critical ones first. */
export function serviceEvidenceRows(service: ServiceEvaluation, beganMs: number): EvidenceRow[] {
  const rows: EvidenceRow[] = [];
  const { latency, errors } = service;
  if (latency.verdict === 'critical' || latency.verdict === 'warning')
    rows.push({
      feature: 'latency',
      metric: 'slowShare',
      value: latency.share,
      bound: 0,
      warn: null,
      critical: latency.critical,
      verdict: latency.verdict,
      beganMs,
      detail:
        `slower than ${milliseconds(latency.slowerThanMs)}; p95 ${milliseconds(latency.p95Ms)}, ` +
        `usually ${milliseconds(latency.baselineP95Ms)}`,
    });
  if (errors.verdict === 'critical' || errors.verdict === 'warning')
    rows.push({
      feature: 'errors',
      metric: 'errorShare',
      value: errors.share,
      bound: 0,
      warn: null,
      critical: errors.critical,
      verdict: errors.verdict,
      beganMs,
      detail: `${errors.bad} of ${errors.n} answers`,
    });
  const rank = { critical: 0, warning: 1 };
  return rows.toSorted((a, b) => rank[a.verdict] - rank[b.verdict]);
}
