import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './facts.module.css';

export type Fact = { label: string; value: ReactNode };

function List(props: { facts: Fact[]; className: string }) {
  return (
    <dl className={props.className}>
      {props.facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A row of small labels over values, set apart by hairlines. */
export function Facts(props: { facts: Fact[]; className?: string }) {
  return <List facts={props.facts} className={classNames(styles['facts'], props.className)} />;
}

/** Labels at the left, values at the right. */
export function KeyValue(props: { facts: Fact[]; className?: string }) {
  return <List facts={props.facts} className={classNames(styles['pairs'], props.className)} />;
}
