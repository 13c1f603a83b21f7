'use client';

import type { ReferenceDraftView } from '@leeway/services';
import { Facts, type Fact } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format/format-duration.ts';
import { formatCount, formatFixed, plural } from '../../ui/format/format-number.ts';
import { formatBothZones } from '../../ui/format/format-time.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { DraftFeatures, type KindsProps } from './draft-features.tsx';
import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';

function Stretch({ fromMs, toMs }: { fromMs: number | null; toMs: number | null }) {
  if (fromMs === null || toMs === null) return <>no times in the rows</>;
  return (
    <span title={`${formatBothZones(fromMs)} – ${formatBothZones(toMs)}`}>
      <Time ms={fromMs} as="moment" /> to <Time ms={toMs} as="moment" />, {formatDuration(toMs - fromMs)}
    </span>
  );
}

/** How many rows say what turned out to be true, and how well the model did on them where that can be told. */
function labelFacts({ labelled, rowCount, quality }: ReferenceDraftView): Fact[] {
  const some = labelled === rowCount ? 'all rows' : plural(labelled, 'row');
  const labels = { label: 'With labels', value: labelled === 0 ? 'none' : some };
  if (quality === null) return [labels];
  const value = `${formatFixed(quality.rocAuc, 3)} ± ${formatFixed(quality.halfWidth, 3)}`;
  return [labels, { label: 'ROC AUC', value }];
}

/** A frozen reference before it belongs to a model: what it holds, and what should be looked at. */
export function DraftView(props: { draft: ReferenceDraftView } & KindsProps) {
  const { draft } = props;
  const inputs = draft.features.filter(({ isPrediction }) => !isPrediction).length;
  return (
    <div className={styles.stack}>
      <Facts
        facts={[
          { label: 'Rows', value: <b>{formatCount(draft.rowCount)}</b> },
          { label: 'Stretch', value: <Stretch fromMs={draft.fromMs} toMs={draft.toMs} /> },
          { label: 'Features', value: formatCount(inputs) },
          ...labelFacts(draft),
          { label: 'Kept until used', value: <Time ms={draft.expiresAtMs} /> },
        ]}
      />
      {draft.warnings.length === 0 ? null : (
        <ul className={referenceStyles.warnings} aria-label="Warnings">
          {draft.warnings.map((warning) => (
            <li key={warning}>
              <StatusMark status="warning">look</StatusMark>
              <span>{warning}</span>
            </li>
          ))}
        </ul>
      )}
      <DraftFeatures features={draft.features} kinds={props.kinds} onKinds={props.onKinds} />
    </div>
  );
}
