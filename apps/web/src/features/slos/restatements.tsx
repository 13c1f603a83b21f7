import type { RestatementView, SloDetail } from '@leeway/services';
import { formatMinutes, MINUTE_MS, countingOf } from '@leeway/slo';
import { ActMark } from '../../ui/act-mark.tsx';
import { plural, formatCount } from '../../ui/format/format-number.ts';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import { percentNumber } from './slo-numbers.ts';
import styles from './slo-page.module.css';

function moved(count: number, what: string): string {
  return count === 0 ? '' : `${count > 0 ? '+' : '−'}${formatCount(Math.abs(count))} ${what}`;
}

/** "+55 bad, −55 good predictions": what became of what had been counted. */
export function restatedWords(one: Pick<RestatementView, 'good' | 'bad' | 'unknown'>, noun: string): string {
  const parts = [moved(one.bad, 'bad'), moved(one.good, 'good'), moved(one.unknown, 'unknown')].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? `as many ${noun} as before, in other minutes` : `${parts.join(', ')} ${noun}`;
}

function budgetMoved({ remainingBefore, remainingAfter }: RestatementView): string {
  if (remainingBefore === null || remainingAfter === null) return '';
  return `budget left ${percentNumber(remainingAfter)}\u00a0% instead of ${percentNumber(remainingBefore)}\u00a0%`;
}

/** Minutes that were counted differently after they had been judged, by whom, when, and what that did. */
export function Restatements({ slo }: { slo: SloDetail }) {
  const { restating } = slo;
  if (slo.restatements.length === 0 && restating === null) return null;
  const { noun, parts } = countingOf(slo.document.spec);
  const inUnits = (one: Pick<RestatementView, 'good' | 'bad' | 'unknown'>) => ({
    good: one.good / parts,
    bad: one.bad / parts,
    unknown: one.unknown / parts,
  });
  return (
    <Section title="Restatements" note="the past counted anew, by late events, late labels or verdicts judged again">
      <ol className={styles.versions}>
        {restating === null ? null : (
          <li>
            <ActMark shape="hollow" className={styles.act} />
            <code>v{slo.version}</code>
            <span className={styles.who}>
              being counted, since <Time ms={restating.sinceMs} as="moment" />
            </span>
            <span className={styles.what}>
              <b>{restatedWords(inUnits(restating), noun.many)}</b>
              <span className={styles.quiet}>
                {' '}
                in {plural(restating.changes, 'change')} so far; written down with others of the same hour
              </span>
            </span>
          </li>
        )}
        {slo.restatements.map((one) => (
          <li key={one.id}>
            <ActMark shape="hollow" className={styles.act} />
            <code>v{one.version}</code>
            <span className={styles.who}>
              {one.by}, <Time ms={one.atMs} as="moment" />
            </span>
            <span className={styles.what}>
              <b>{restatedWords(inUnits(one), noun.many)}</b>
              <span className={styles.quiet}>
                {' '}
                in {plural(one.changes, 'change')} to {formatMinutes((one.toMs - one.fromMs) / MINUTE_MS)} from{' '}
                <Time ms={one.fromMs} as="moment" /> on; {budgetMoved(one)}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
