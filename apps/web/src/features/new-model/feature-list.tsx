'use client';

import { DECLARED_KINDS, type DeclaredKind } from '@leeway/drift';
import { useState } from 'react';
import { Checkbox, Input, Select } from '../../ui/field.tsx';
import { formatCount, plural } from '../../ui/format/format-number.ts';
import styles from './new-model.module.css';
import mappingStyles from './mapping.module.css';

/** More than anybody ticks by hand; the search finds the rest. */
const MAX_SHOWN = 60;

export type Kinds = Record<string, DeclaredKind>;

/** The declared kind of one feature: inferred from the reference unless somebody knows better. */
export function KindSelect(props: { name: string; kinds: Kinds; inferred?: string; onChange: (kinds: Kinds) => void }) {
  const { [props.name]: chosen, ...others } = props.kinds;
  return (
    <Select
      aria-label={`Kind of ${props.name}`}
      className={styles.kind}
      value={chosen ?? ''}
      onChange={(event) => {
        const kind = event.target.value;
        props.onChange(kind === '' ? others : { ...others, [props.name]: kind as DeclaredKind });
      }}
    >
      <option value="">{props.inferred === undefined ? 'auto' : `auto: ${props.inferred}`}</option>
      {DECLARED_KINDS.map((kind) => (
        <option key={kind} value={kind}>
          {kind}
        </option>
      ))}
    </Select>
  );
}

/** `key` is its path where each field is chosen, otherwise its name; `sample` is what a message held there, as text. */
export type FeatureRow = { key: string; feature: string; sample: string; included: boolean };

/** Features of the messages: which count, and of what kind they are. */
export function FeatureList(props: {
  rows: readonly FeatureRow[];
  /** Null: kinds are not asked for. */
  kinds: Kinds | null;
  onInclude: (key: string, included: boolean) => void;
  onKinds: (kinds: Kinds) => void;
}) {
  const [query, setQuery] = useState('');
  const { rows } = props;
  const words = query.trim().toLowerCase();
  const matching = rows.filter(({ key }) => key.toLowerCase().includes(words));
  const shown = matching.slice(0, MAX_SHOWN);
  if (rows.length === 0) return <p className={styles.quiet}>No message that fits holds a feature.</p>;
  return (
    <>
      {rows.length > 12 ? (
        <Input
          type="search"
          aria-label="Find a feature"
          placeholder={`Find one of ${formatCount(rows.length)} features`}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      ) : null}
      <ul className={mappingStyles.featureList} aria-label="Features">
        {shown.map((row) => (
          <li key={row.key} className={mappingStyles.featureRow}>
            <Checkbox
              aria-label={`Count ${row.key}`}
              checked={row.included}
              onChange={(event) => props.onInclude(row.key, event.target.checked)}
            >
              <code className={styles.clip}>{row.key}</code>
            </Checkbox>
            <span className={mappingStyles.sample}>{row.sample}</span>
            {row.included ? null : <span className={styles.quiet}>left out</span>}
            {row.included && props.kinds !== null ? (
              <KindSelect name={row.feature} kinds={props.kinds} onChange={props.onKinds} />
            ) : null}
          </li>
        ))}
      </ul>
      {matching.length > shown.length ? (
        <p className={styles.note}>{plural(matching.length - shown.length, 'more feature')}: search for them.</p>
      ) : null}
    </>
  );
}
