import type { ReactNode } from 'react';
import styles from './data-table.module.css';

/** The name of a row that opens into more below it. */
export function ExpandButton(props: {
  isOpen: boolean;
  /** What opens, for those who hear it: "its distributions". */
  what: string;
  onToggle: () => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className={styles['expand']} aria-expanded={props.isOpen} onClick={props.onToggle}>
      {props.children}
      <span className="sr-only">{props.isOpen ? `, hide ${props.what}` : `, show ${props.what}`}</span>
      <svg viewBox="0 0 7 4" aria-hidden="true">
        <path d="M0 0h7L3.5 4z" />
      </svg>
    </button>
  );
}
