import type { FeatureShifts } from '@leeway/drift';
import { formatShare } from '../../ui/charts/format-share.ts';
import { plural } from '../../ui/format/format-number.ts';
import styles from './feature-panel.module.css';

const REASONS: Record<FeatureShifts['unusable'][number]['reason'], string> = {
  absent: 'not in the event',
  null: 'null',
  wrongType: 'of another type',
  notANumber: 'not a number',
  positiveInfinity: 'infinite',
  negativeInfinity: 'minus infinity',
};

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
