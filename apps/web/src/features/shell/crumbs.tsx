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
        {rest.map((part, index) => {
          const name = entry?.key === 'incidents' && index === 0 ? `INC-${part}` : part;
          const isLast = index === rest.length - 1;
          return (
            <li key={part}>
              {isLast ? (
                <span aria-current="page">{name}</span>
              ) : (
                <Link href={`/${parts.slice(0, index + 2).join('/')}`}>{name}</Link>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
