'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { Suspense, useState, type ReactNode } from 'react';
import { NAV } from '../../nav.ts';
import { Toaster } from '../../ui/toaster.tsx';
import { toggleZone } from '../../ui/use-zone.ts';
import { Announcer } from './announcer.tsx';
import { LiveBanner } from './live-banner.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { PrintStamp } from './print-stamp.tsx';
import { Rail } from './rail.tsx';
import { RowKeys } from './row-keys.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useShellCounts } from './use-shell-counts.ts';
import { useCommandKey, useShortcut } from './use-shortcut.ts';

// Each is fetched when first opened: none of them is on the way to an incident.
const Palette = dynamic(() => import('./palette.tsx').then((module) => module.Palette), { ssr: false });
const ShortcutSheet = dynamic(() => import('./shortcut-sheet.tsx').then((module) => module.ShortcutSheet), {
  ssr: false,
});
const MoreSheet = dynamic(() => import('./more-sheet.tsx').then((module) => module.MoreSheet), { ssr: false });

type Layer = 'palette' | 'shortcuts' | 'more';

export function AppShell(props: { person: { name: string; role: string }; children: ReactNode }) {
  const [layer, setLayer] = useState<Layer | null>(null);
  const counts = useShellCounts();
  const layerProps = (name: Layer) => ({
    open: layer === name,
    onOpenChange: (open: boolean) => setLayer(open ? name : null),
  });
  useCommandKey('k', () => setLayer('palette'));
  useShortcut('?', () => setLayer('shortcuts'));
  useShortcut('u', () => void toggleZone());
  return (
    <div className={styles['app']}>
      <a className={styles['skip']} href="#content">
        Skip to content
      </a>
      {NAV.map((entry) => (
        <GoKey key={entry.key} letter={entry.letter} href={entry.href} />
      ))}
      <RowKeys />
      <Rail
        person={props.person}
        counts={counts}
        onFind={() => setLayer('palette')}
        onShortcuts={() => setLayer('shortcuts')}
      />
      <div>
        <Suspense>
          <TopBar />
        </Suspense>
        <LiveBanner />
        <main id="content" tabIndex={-1} className={styles['main']}>
          <PrintStamp />
          {props.children}
        </main>
      </div>
      <PhoneBar counts={counts} onMore={() => setLayer('more')} />
      {layer === 'palette' ? <Palette {...layerProps('palette')} /> : null}
      {layer === 'shortcuts' ? <ShortcutSheet {...layerProps('shortcuts')} /> : null}
      {layer === 'more' ? (
        <MoreSheet {...layerProps('more')} person={props.person} onFind={() => setLayer('palette')} />
      ) : null}
      <Announcer incidents={counts.incidents} approvals={counts.approvals} />
      <Toaster />
    </div>
  );
}

function GoKey(props: { letter: string; href: string }) {
  const router = useRouter();
  useShortcut(`g>${props.letter}`, () => router.push(props.href));
  return null;
}
