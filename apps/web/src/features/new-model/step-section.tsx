'use client';

import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './new-model.module.css';

export type StepPlace = 'done' | 'current' | 'ahead';

const SHAPES: Record<StepPlace, ReactNode> = {
  done: <circle cx="6.5" cy="6.5" r="4" fill="var(--ink)" />,
  current: (
    <>
      <circle cx="6.5" cy="6.5" r="5" fill="var(--paper)" stroke="var(--ink)" strokeWidth="1.5" />
      <path d="M6.5 3.4v3.1l2 1.4" fill="none" stroke="var(--ink)" strokeWidth="1.25" />
    </>
  ),
  ahead: <circle cx="6.5" cy="6.5" r="3.5" fill="var(--paper)" stroke="var(--rule-3)" strokeWidth="1.25" />,
};

const WORDS: Record<StepPlace, string> = { done: 'done', current: 'now', ahead: 'ahead' };

/**
 * One step of the form: open, or a line that says what was chosen there. The heading takes the focus when the step
 * opens, so that keyboards and readers go where the eye goes.
 */
export function StepSection(props: {
  number: number;
  title: string;
  place: StepPlace;
  isOpen: boolean;
  /** What was chosen, while the step is closed. */
  summary: ReactNode;
  onOpen: (() => void) | null;
  children: () => ReactNode;
}) {
  const { isOpen, place } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (isOpen && !wasOpen.current) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.scrollIntoView({ block: 'nearest' });
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section
      className={classNames(styles.step, isOpen && styles.stepOpen)}
      aria-label={`Step ${props.number}: ${props.title}`}
    >
      <header className={styles.stepHead}>
        <svg viewBox="0 0 13 13" aria-hidden="true" className={styles.stepMark}>
          {SHAPES[place]}
        </svg>
        <h2 ref={heading} tabIndex={-1} className={place === 'ahead' ? styles.quiet : undefined}>
          <span className="sr-only">{`Step ${props.number} of 7, ${WORDS[place]}: `}</span>
          {props.title}
        </h2>
        {isOpen ? null : <div className={styles.stepSummary}>{props.summary}</div>}
        {isOpen || props.onOpen === null ? null : (
          <Button size="small" onClick={props.onOpen} aria-label={`Change: ${props.title}`}>
            Change
          </Button>
        )}
      </header>
      {isOpen ? <div className={styles.stepBody}>{props.children()}</div> : null}
    </section>
  );
}

/** The end of an open step: what is still missing, and the one way on. */
export function StepActions(props: {
  next: string;
  /** Why it cannot go on yet; null = it can. */
  missing: string | null;
  busy?: boolean;
  onNext: () => void;
  children?: ReactNode;
}) {
  return (
    <div className={styles.actions}>
      {props.children}
      <span className={styles.hint} aria-live="polite">
        {props.missing ?? ''}
      </span>
      <Button
        variant="primary"
        busy={props.busy === true}
        aria-disabled={props.missing === null ? undefined : true}
        onClick={props.onNext}
      >
        {props.next}
      </Button>
    </div>
  );
}
