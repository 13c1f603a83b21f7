'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { navEntryOf } from '../../nav.ts';
import styles from './shell.module.css';

/** Where this page stands, read from its path. */
export function Crumbs() {
  const path = usePathname();
  const entry = navEntryOf(path);
  const parts = path.split('/').filter((part) => part !== '');
  const rest = parts.slice(1).map((part) => decodeURIComponent(part));
  const first = entry?.label ?? 'Leeway';
  return (
    <nav aria-label="Breadcrumb">
      <ol className={styles['crumbs']}>
        <li>
          {rest.length === 0 ? (
            <span aria-current="page">{first}</span>
          ) : (
            <Link href={entry?.href ?? '/'}>{first}</Link>
          )}
        </li>
        {rest.map((part, index) => (
          <li key={part}>
            <span aria-current={index === rest.length - 1 ? 'page' : undefined}>
              {entry?.key === 'incidents' && index === 0 ? `INC-${part}` : part}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
