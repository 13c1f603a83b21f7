import type { Verdict } from '@leeway/drift';

/** Letters of `Evaluation.marks` by severity, the least first. */
export const MARKS = ['-', 'i', 'o', 'w', 'c'] as const;

const VERDICT: Record<string, Verdict> = { '-': 'no-data', i: 'insufficient', o: 'ok', w: 'warning', c: 'critical' };

export function verdictOfMark(mark: string): Verdict {
  return VERDICT[mark] ?? 'no-data';
}

const SEVERITY: ReadonlyMap<string, number> = new Map(MARKS.map((mark, severity) => [mark, severity]));

export function isWorse(mark: string, than: string): boolean {
  return (SEVERITY.get(mark) ?? 0) > (SEVERITY.get(than) ?? 0);
}
