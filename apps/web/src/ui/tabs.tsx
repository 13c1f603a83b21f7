'use client';

import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { tabAfterKey } from './tab-after-key.ts';
import styles from './tabs.module.css';

type Tab<Value extends string> = { value: Value; label: ReactNode; panel: ReactNode };

/** Views of one thing, after the WAI-ARIA pattern. Keep the chosen value in the URL and hand it in. */
export function Tabs<Value extends string>(props: {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly Tab<Value>[];
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const chosen = props.tabs.find((tab) => tab.value === props.value) ?? props.tabs[0];
  const chosenValue = chosen?.value;
  // Where they do not all fit, the chosen one is in sight, also on a page that opens with it.
  useEffect(() => {
    const row = list.current;
    const tab = document.getElementById(`${id}-${chosenValue}-tab`);
    // By hand: `scrollIntoView` would move the page, too.
    if (row && tab) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  }, [id, chosenValue]);
  function follow(event: KeyboardEvent): void {
    const at = props.tabs.findIndex((tab) => tab.value === chosen?.value);
    const next = tabAfterKey(event.key, at, props.tabs.length);
    const target = next === null ? undefined : props.tabs[next];
    if (next === null || target === undefined) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
    props.onChange(target.value);
  }
  if (chosen === undefined) return null;
  return (
    <div>
      <div ref={list} role="tablist" aria-label={props.label} className={styles['list']}>
        {props.tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}-tab`}
            aria-selected={tab === chosen}
            aria-controls={tab === chosen ? `${id}-${tab.value}` : undefined}
            tabIndex={tab === chosen ? 0 : -1}
            className={styles['tab']}
            onClick={() => props.onChange(tab.value)}
            onKeyDown={follow}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-${chosen.value}`}
        aria-labelledby={`${id}-${chosen.value}-tab`}
        tabIndex={0}
        className={styles['panel']}
      >
        {chosen.panel}
      </div>
    </div>
  );
}
