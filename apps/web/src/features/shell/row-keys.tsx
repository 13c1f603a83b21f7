'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useShortcut } from './use-shortcut.ts';

const ROWS = '[data-row-href]';

function visibleRows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`main ${ROWS}`)].filter((row) => row.offsetParent !== null);
}

/** The row's own link, or the row when it is one itself. */
function focusTarget(row: HTMLElement): HTMLElement {
  return row.matches('a') ? row : (row.querySelector<HTMLElement>('a') ?? row);
}

/** False when this page has no rows, or none further on. */
function move(step: 1 | -1): boolean {
  const rows = visibleRows();
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at === -1 ? (step === 1 ? 0 : rows.length - 1) : at + step];
  if (next === undefined) return false;
  focusTarget(next).focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

function focusFilter(): boolean {
  const filter = document.querySelector<HTMLElement>('main [data-page-filter]');
  filter?.focus();
  return filter !== null;
}

/**
 * Rows of any page that say where they lead (`data-row-href`): `j` and `k` walk them, Enter opens through the row's link,
 * and a click beside the link opens too. `/` and `f` go to the page's filter (`data-page-filter`).
 */
export function RowKeys() {
  const router = useRouter();
  useShortcut('j', () => move(1));
  useShortcut('k', () => move(-1));
  useShortcut('/, f', focusFilter);
  useEffect(() => {
    function open(event: MouseEvent): void {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (!(event.target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
      if (event.target.closest('a, button, input, select, textarea, label, summary') !== null) return;
      const href = event.target.closest<HTMLElement>(ROWS)?.dataset['rowHref'];
      if (href !== undefined) router.push(href);
    }
    document.addEventListener('click', open);
    return () => document.removeEventListener('click', open);
  }, [router]);
  return null;
}
