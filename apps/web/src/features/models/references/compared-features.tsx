'use client';

import type { PreviewedFeature, ReferencePreview } from '@leeway/services';
import { useState } from 'react';
import { formatRatio } from '../../../ui/charts/format-ratio.ts';
import { formatShare } from '../../../ui/charts/format-share.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { formatCount, plural } from '../../../ui/format/format-number.ts';
import { metricWords } from '../metric-words.ts';
import { VerdictMark } from '../verdict-mark.tsx';
import styles from './references.module.css';

const FIRST_SHOWN = 8;
const MAX_SHOWN = 200;

type Compared = ReferencePreview['features'][number];

function Standing({ of }: { of: PreviewedFeature | null }) {
  if (of === null) return <span className={styles.quiet}>not in it</span>;
  const isJudged = of.verdict !== 'insufficient' && of.verdict !== 'no-data';
  return (
    <>
      <VerdictMark verdict={of.verdict} />
      {isJudged && (
        <span className={styles.quiet}>
          {' '}
          {of.metric === null ? '' : `${metricWords(of.metric).short} `}
          {formatRatio(of.ratio)} × critical
        </span>
      )}
    </>
  );
}

function criticalText({ now, after }: Compared): string {
  return `${formatCount(now?.counts.critical ?? 0)} → ${formatCount(after?.counts.critical ?? 0)}`;
}

function Row({ compared, isExact }: { compared: Compared; isExact: boolean }) {
  const { feature, now, after, errorShare } = compared;
  const isSame = (now?.counts.critical ?? 0) === (after?.counts.critical ?? 0);
  return (
    <tr>
      <th scope="row" className={styles.source}>
        <code>{feature}</code>
      </th>
      <td data-label="Now">
        <Standing of={now} />
      </td>
      <td data-label="After">
        <Standing of={after} />
      </td>
      <td data-label="Critical" data-number="" className={isSame ? styles.quiet : styles.changed}>
        {criticalText(compared)}
      </td>
      {!isExact && (
        <td data-label="Shares ±" data-number="" className={styles.quiet}>
          {errorShare === null ? 'not counted' : errorShare === 0 ? 'exact' : `±${formatShare(errorShare)}`}
        </td>
      )}
    </tr>
  );
}

/** How each feature stands under both, the worst first. */
export function ComparedFeatures({ preview }: { preview: ReferencePreview }) {
  const [isAll, setIsAll] = useState(false);
  const shown = preview.features.slice(0, isAll ? MAX_SHOWN : FIRST_SHOWN);
  const more = Math.min(preview.features.length, MAX_SHOWN) - shown.length;
  return (
    <>
      <DataTable caption="Features under both references" dense stacked>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Now</th>
            <th scope="col">After</th>
            <th scope="col" data-number="">
              Windows critical
            </th>
            {!preview.isExact && (
              <th scope="col" data-number="">
                Shares ±
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((compared) => (
            <Row key={compared.feature} compared={compared} isExact={preview.isExact} />
          ))}
        </tbody>
      </DataTable>
      {more > 0 && (
        <div>
          <Button size="small" onClick={() => setIsAll(true)}>
            Show {plural(more, 'more feature')}
          </Button>
        </div>
      )}
    </>
  );
}
