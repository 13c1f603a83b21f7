import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import { ScrollRegion } from './scroll-region.tsx';

/**
 * A table of native rows in the house's rules. On cells: `data-number` sets right, `data-wrap` lets text wrap;
 * on a row: `data-group-end` draws the heavier rule below it, `aria-selected` the heading mark in the margin.
 * `data-details` on a row: it is what the one above opens into.
 * `stacked`: on a phone each row becomes a block under its first cell; `data-label` names the others there,
 * `data-empty` leaves one out.
 */
export function DataTable(props: {
  /** Read by screen readers, not shown. */
  caption: string;
  dense?: boolean;
  fixed?: boolean;
  stacked?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <ScrollRegion label={props.caption} className={styles['scroll']}>
      <table
        className={classNames(
          styles['table'],
          props.dense === true && styles['dense'],
          props.fixed === true && styles['fixed'],
          props.stacked === true && styles['stacked'],
          props.className,
        )}
      >
        <caption className="sr-only">{props.caption}</caption>
        {props.children}
      </table>
    </ScrollRegion>
  );
}

/** A column that sorts. The state lives in the URL; this only shows it and asks for the other. */
export function SortHeader(props: {
  children: ReactNode;
  sorted: 'ascending' | 'descending' | null;
  onSort: () => void;
  number?: boolean;
}) {
  return (
    <th scope="col" aria-sort={props.sorted ?? undefined} data-number={props.number === true ? '' : undefined}>
      <button type="button" className={styles['sort']} onClick={props.onSort}>
        {props.children}
        <svg viewBox="0 0 7 4" aria-hidden="true">
          <path d="M0 0h7L3.5 4z" />
        </svg>
      </button>
    </th>
  );
}
