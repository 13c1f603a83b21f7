import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './section.module.css';

/** A part of a page: a hairline with a heavy lead. `note` stands beside the heading, `aside` at the right end. */
export function Section(props: {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={classNames(styles['section'], props.className)} aria-label={props.title} id={props.id}>
      <header className={styles['header']}>
        <h2>{props.title}</h2>
        {props.note === undefined ? null : <span className={styles['note']}>{props.note}</span>}
        {props.aside === undefined ? null : <span className={styles['aside']}>{props.aside}</span>}
      </header>
      {props.children}
    </section>
  );
}

/** The page's one h1, with a quiet line or actions at its right end. */
export function PageTitle(props: { children: ReactNode; aside?: ReactNode }) {
  return (
    <div className={styles['title']}>
      <h1>{props.children}</h1>
      {props.aside === undefined ? null : <div className={styles['titleAside']}>{props.aside}</div>}
    </div>
  );
}
