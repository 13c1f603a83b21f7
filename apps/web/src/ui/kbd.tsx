import type { ReactNode } from 'react';
import styles from './kbd.module.css';

export function Kbd(props: { children: ReactNode }) {
  return <kbd className={styles['kbd']}>{props.children}</kbd>;
}
