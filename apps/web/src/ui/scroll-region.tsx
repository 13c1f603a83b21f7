'use client';

import { useCallback, useState, type ReactNode } from 'react';

/**
 * Content that may be wider than its place. Only while it is, it is a named stop of the Tab key, so that the keyboard
 * can scroll it and nobody else has to pass through it.
 */
export function ScrollRegion(props: { label: string; className: string | undefined; children: ReactNode }) {
  const [overflows, setOverflows] = useState(false);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const measure = (): void => setOverflows(element.scrollWidth > element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      ref={ref}
      className={props.className}
      {...(overflows ? { role: 'region', 'aria-label': props.label, tabIndex: 0 } : {})}
    >
      {props.children}
    </div>
  );
}
