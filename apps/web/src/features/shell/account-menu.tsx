'use client';

import { useTheme } from 'next-themes';
import { MoreIcon } from '../../ui/icons.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { signOut } from './sign-out.ts';
import styles from './shell.module.css';

export const THEMES = ['system', 'light', 'dark'] as const;

export function AccountMenu(props: { person: { name: string; role: string }; onShortcuts: () => void }) {
  const { theme, setTheme } = useTheme();
  return (
    <div className={styles['person']}>
      <div>
        <span title={props.person.name}>{props.person.name}</span>
        <span className={styles['role']}>{props.person.role}</span>
      </div>
      <Menu
        align="start"
        trigger={
          <Button variant="bare" size="small" aria-label="Account and settings">
            <MoreIcon />
          </Button>
        }
        items={[
          ...THEMES.map((each) => ({
            key: each,
            label: `Theme: ${each}`,
            selected: theme === each,
            onSelect: () => setTheme(each),
          })),
          { key: 'shortcuts', label: 'Keyboard shortcuts', end: '?', onSelect: props.onShortcuts },
          { key: 'sign-out', label: 'Sign out', onSelect: () => void signOut() },
        ]}
      />
    </div>
  );
}
