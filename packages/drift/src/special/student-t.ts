import { incompleteBeta } from './incomplete-beta.ts';

/** P(|T| ≥ |t|) of Student's law: I_x(df/2, ½) at x = df/(df + t²). Domain: df > 0, also broken; 0 at t = ±∞. */
export function studentTwoSidedTail(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) throw new RangeError(`studentTwoSidedTail(${t}, ${df})`);
  if (!Number.isFinite(t)) return 0;
  return incompleteBeta(df / 2, 0.5, df / (df + t * t));
}
