'use client';

import type { DraftFeature } from '@leeway/services';
import { formatShort } from '../../ui/charts/format-short.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount, formatPercent, plural } from '../../ui/format/format-number.ts';
import { StatusMark } from '../../ui/status-mark.tsx';
import { KindSelect, type Kinds } from './feature-list.tsx';
import { MiniHistogram } from './mini-histogram.tsx';
import styles from './new-model.module.css';
import referenceStyles from './reference.module.css';

const MAX_SHOWN = 200;

/** `onKinds` null: the kinds are those of the model and not to be chosen here. */
export type KindsProps = { kinds: Kinds; onKinds: ((kinds: Kinds) => void) | null };

function valuesWords({ range, categories, values }: DraftFeature): string {
  if (range !== null) {
    const mean = range.mean === null ? '' : `, mean ${formatShort(range.mean)}`;
    return `${formatShort(range.min)} to ${formatShort(range.max)}${mean}`;
  }
  if (categories !== null) return plural(categories, 'category', 'categories');
  return plural(values, 'value');
}

/** A declared kind may not be what the draft was read by any more. */
function inferredKind(feature: DraftFeature): string | undefined {
  return feature.isDeclared ? undefined : feature.kind;
}

function Row({ feature, kinds, onKinds }: { feature: DraftFeature } & KindsProps) {
  const missing = feature.missing === 0 ? '0' : formatPercent(feature.missing);
  const hasWarnings = feature.warnings.length > 0;
  return (
    <>
      <tr data-warned={hasWarnings ? '' : undefined}>
        <th scope="row" data-wrap="">
          <code className={styles.clip}>{feature.name}</code>
        </th>
        <td>
          {feature.isPrediction || onKinds === null ? (
            <span className={styles.quiet}>{feature.kind}</span>
          ) : (
            <KindSelect name={feature.name} kinds={kinds} inferred={inferredKind(feature)} onChange={onKinds} />
          )}
        </td>
        <td>
          <MiniHistogram name={feature.name} bins={feature.histogram} />
        </td>
        <td className={styles.wideCell}>
          {feature.isPrediction ? `the output, ${valuesWords(feature)}` : valuesWords(feature)}
        </td>
        <td data-number="">{missing}</td>
      </tr>
      {hasWarnings ? (
        <tr>
          <td colSpan={5} data-wrap="" className={referenceStyles.rowWarning}>
            <StatusMark status="warning">look</StatusMark> {feature.warnings.join(' ')}
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What the reference holds of each feature: its kind, which may be set, its shape and what is missing. */
export function DraftFeatures(props: { features: readonly DraftFeature[] } & KindsProps) {
  const shown = props.features.slice(0, MAX_SHOWN);
  return (
    <>
      <DataTable caption="Features of the reference" className={referenceStyles.featureTable}>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Kind</th>
            <th scope="col">Shape</th>
            <th scope="col" className={styles.wideCell}>
              Values
            </th>
            <th scope="col" data-number="">
              Missing
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((feature) => (
            <Row key={feature.name} feature={feature} kinds={props.kinds} onKinds={props.onKinds} />
          ))}
        </tbody>
      </DataTable>
      {props.features.length > shown.length ? (
        <p className={styles.note}>
          The first {MAX_SHOWN} of {formatCount(props.features.length)} features; all of them are measured.
        </p>
      ) : null}
    </>
  );
}
