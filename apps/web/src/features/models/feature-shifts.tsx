import type { FeatureShifts } from '@leeway/drift';
import type { FeatureDetail } from '@leeway/services';
import { formatShare } from '../../ui/charts/format-share.ts';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import styles from './feature-panel.module.css';

const REASONS: Record<FeatureShifts['unusable'][number]['reason'], string> = {
  absent: 'not in the event',
  null: 'null',
  wrongType: 'of another type',
  notANumber: 'not a number',
  positiveInfinity: 'infinite',
  negativeInfinity: 'minus infinity',
};

const SHOWN_NAMES = 8;

function countWords(count: number, undercount: number): string {
  return undercount === 0 ? formatCount(count) : `${formatCount(count)} to ${formatCount(count + undercount)}`;
}

/** What the new categories are called, commonest first; how far the counts may be off, where they may. */
export function NewCategoriesNote({ found, windowN }: { found: FeatureDetail['newCategories']; windowN: number }) {
  if (found === null || found.total === 0) return null;
  const { names, total, undercount } = found;
  const shown = names.slice(0, SHOWN_NAMES);
  const rest = total - shown.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-label="New categories" className={styles.newCategories}>
      <h4>
        New categories <span className={styles.quiet}>{plural(total, 'value')} the reference does not have</span>
      </h4>
      <ol>
        {shown.map(({ category, count }) => (
          <li key={category}>
            <code>{category === '' ? '(empty)' : category}</code>
            <span>
              {countWords(count, undercount)}{' '}
              <span className={styles.quiet}>{formatShare(windowN === 0 ? 0 : count / windowN)}</span>
            </span>
          </li>
        ))}
        {rest > 0 && (
          <li className={styles.quiet}>
            <span>{undercount > 0 ? 'others, at most' : 'others'}</span>
            <span>{formatCount(rest)}</span>
          </li>
        )}
      </ol>
      {undercount > 0 && (
        <p className={styles.quiet}>
          Only the commonest are kept, so their counts are known within {formatCount(undercount)}.
        </p>
      )}
    </section>
  );
}

/** Categories that are gone, by name, and why values are unusable; nothing where nothing came or went. */
export function FeatureShiftsNote({ shifts }: { shifts: FeatureShifts | null }) {
  if (shifts === null) return null;
  const { vanished, vanishedCount, rareCount, unusable } = shifts;
  const moved = unusable.filter(({ reference, window }) => reference !== window);
  return (
    <>
      {vanished.length > 0 && (
        <p className={styles.quiet}>
          {plural(vanishedCount, 'category', 'categories')} of the reference {vanishedCount === 1 ? 'is' : 'are'} gone:{' '}
          {vanished
            .map(({ category, referenceShare }) => `${category} (was ${formatShare(referenceShare)})`)
            .join(', ')}
          {vanishedCount > vanished.length ? ', …' : ''}.
          {rareCount > 0 ? ` ${rareCount} more are rare enough to be missing by chance.` : ''}
        </p>
      )}
      {moved.length > 0 && (
        <p className={styles.quiet}>
          Without a usable value:{' '}
          {moved
            .map(
              ({ reason, reference, window }) =>
                `${REASONS[reason]} ${formatShare(window)}, was ${formatShare(reference)}`,
            )
            .join('; ')}
          .
        </p>
      )}
    </>
  );
}
