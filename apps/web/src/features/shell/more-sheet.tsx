'use client';

import Link from 'next/link';
import { useTheme } from 'next-themes';
import { NAV } from '../../nav.ts';
import { Drawer } from '../../ui/dialog.tsx';
import { zoneName } from '../../ui/format/format-time.ts';
import { Segments } from '../../ui/segments.tsx';
import { toggleZone, useZone } from '../../ui/use-zone.ts';
import { THEMES } from './account-menu.tsx';
import styles from './shell.module.css';
import { signOut } from './sign-out.ts';

/** What has no place in the phone's bar. */
export function MoreSheet(props: {
  person: { name: string; role: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onFind: () => void;
}) {
  const { theme, setTheme } = useTheme();
  const zone = useZone();
  const close = () => props.onOpenChange(false);
  return (
    <Drawer title={`${props.person.name}, ${props.person.role}`} open={props.open} onOpenChange={props.onOpenChange}>
      <ul className={styles['sheetLinks']}>
        {NAV.filter((entry) => !entry.phone).map((entry) => (
          <li key={entry.key}>
            <Link href={entry.href} onClick={close}>
              {entry.label}
            </Link>
          </li>
        ))}
        <li>
          <button type="button" onClick={props.onFind}>
            Find or run
          </button>
        </li>
        <li>
          <button type="button" onClick={toggleZone}>
            Times in <span className="text-ink-3">{zoneName(zone)}</span>
          </button>
        </li>
        <li>
          <button type="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </li>
      </ul>
      <div className="mt-4">
        <Segments
          label="Theme"
          value={THEMES.find((each) => each === theme) ?? 'system'}
          options={THEMES.map((each) => ({ value: each, label: each }))}
          onChange={setTheme}
        />
      </div>
    </Drawer>
  );
}
