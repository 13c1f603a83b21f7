import type { Verdict } from '@leeway/drift';

const SEVERITY: Record<Verdict, number> = { 'no-data': 0, insufficient: 1, ok: 2, warning: 3, critical: 4 };

/** For sorting the worst first: by verdict, then by ratio, which is squeezed into [0, 1). */
export function verdictWeight({ verdict, ratio }: { verdict: Verdict; ratio: number }): number {
  return SEVERITY[verdict] + ratio / (1 + ratio);
}
