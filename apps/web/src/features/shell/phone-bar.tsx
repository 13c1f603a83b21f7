'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { NAV, navEntryOf, type NavKey } from '../../nav.ts';
import { ClockIcon, DiamondIcon, HomeIcon, MoreIcon } from '../../ui/icons.tsx';
import styles from './shell.module.css';
import type { NavCount } from './use-shell-counts.ts';

const ICONS: Partial<Record<NavKey, () => React.ReactElement>> = {
  home: HomeIcon,
  incidents: DiamondIcon,
  approvals: ClockIcon,
};

export function PhoneBar(props: { counts: Partial<Record<NavKey, NavCount>>; onMore: () => void }) {
  const current = navEntryOf(usePathname());
  return (
    <nav className={styles['bar']} aria-label="Main, phone">
      {NAV.filter((entry) => entry.phone).map((entry) => {
        const Icon = ICONS[entry.key];
        const count = props.counts[entry.key]?.value ?? 0;
        return (
          <Link key={entry.key} href={entry.href} aria-current={current?.key === entry.key ? 'page' : undefined}>
            {Icon === undefined ? null : <Icon />}
            <span>{count === 0 ? entry.label : `${entry.label} ${count}`}</span>
          </Link>
        );
      })}
      <button type="button" onClick={props.onMore} aria-current={current?.phone === true ? undefined : 'page'}>
        <MoreIcon />
        More
      </button>
    </nav>
  );
}
