'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { NAV, navEntryOf, type NavKey } from '../../nav.ts';
import { classNames } from '../../ui/class-names.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Logo } from './logo.tsx';
import styles from './shell.module.css';
import { useCommandKeyName } from './use-command-key-name.ts';
import type { NavCount } from './use-shell-counts.ts';

const GROUPS = ['now', 'watched', 'written'] as const;

export function Rail(props: {
  person: { name: string; role: string };
  counts: Partial<Record<NavKey, NavCount>>;
  onFind: () => void;
  onShortcuts: () => void;
}) {
  const current = navEntryOf(usePathname());
  const commandKey = useCommandKeyName();
  return (
    <aside className={styles['rail']} aria-label="Leeway">
      <Link href="/" className={styles['brand']}>
        <Logo />
        Leeway
      </Link>
      <button type="button" className={styles['find']} onClick={props.onFind} aria-keyshortcuts="Control+K Meta+K">
        Find or run <Kbd>{commandKey} K</Kbd>
      </button>
      <nav className={styles['nav']} aria-label="Main">
        {GROUPS.map((group) => (
          <ul key={group}>
            {NAV.filter((entry) => entry.group === group).map((entry) => (
              <li key={entry.key}>
                <Link href={entry.href} aria-current={current?.key === entry.key ? 'page' : undefined}>
                  {entry.label}
                  <Count count={props.counts[entry.key]} />
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <AccountMenu person={props.person} onShortcuts={props.onShortcuts} />
    </aside>
  );
}

function Count(props: { count: NavCount | undefined }) {
  if (props.count === undefined) return null;
  return <span className={classNames(styles['count'], props.count.isHot && styles['hot'])}>{props.count.value}</span>;
}
